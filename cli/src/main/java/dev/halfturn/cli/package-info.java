// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: how a run is set up and parsed. A verb is one class in {@code verb}, standing
 * on {@code command}; nothing below imports what is above it.
 */
package dev.halfturn.cli;
