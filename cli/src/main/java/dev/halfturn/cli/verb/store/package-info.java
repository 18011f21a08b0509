// SPDX-License-Identifier: Apache-2.0
/** Verbs about a store as a whole. */
package dev.halfturn.cli.verb.store;
