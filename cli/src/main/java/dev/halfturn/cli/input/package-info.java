// SPDX-License-Identifier: Apache-2.0
/** Arguments of the command line, and where secrets come from. */
package dev.halfturn.cli.input;
