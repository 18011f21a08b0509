// SPDX-License-Identifier: Apache-2.0
/** Verbs about applications. */
package dev.halfturn.cli.verb.app;
