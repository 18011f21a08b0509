// SPDX-License-Identifier: Apache-2.0
/** The log output of the command. */
package dev.halfturn.cli.logging;
