// SPDX-License-Identifier: Apache-2.0
/** Verbs that play Amazon, or steer what plays it. */
package dev.halfturn.cli.verb.simulate;
