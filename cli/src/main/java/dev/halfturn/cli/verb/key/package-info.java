// SPDX-License-Identifier: Apache-2.0
/** Verbs about the keys of a store. */
package dev.halfturn.cli.verb.key;
