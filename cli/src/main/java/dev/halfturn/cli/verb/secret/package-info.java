// SPDX-License-Identifier: Apache-2.0
/** Verbs about single entries of a store. */
package dev.halfturn.cli.verb.secret;
