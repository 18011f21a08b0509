// SPDX-License-Identifier: Apache-2.0
/** The verbs, one small class each. */
package dev.halfturn.cli.verb;
