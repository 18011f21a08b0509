// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: how a run is set up, parsed and reported. A verb is one class in {@code verb}.
 */
package dev.halfturn.cli;
