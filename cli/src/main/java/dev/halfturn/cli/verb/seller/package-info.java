// SPDX-License-Identifier: Apache-2.0
/** Verbs about sellers. */
package dev.halfturn.cli.verb.seller;
