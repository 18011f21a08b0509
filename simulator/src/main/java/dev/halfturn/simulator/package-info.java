// SPDX-License-Identifier: Apache-2.0
/**
 * A simulated Amazon for tests, rehearsals and the demonstration. Begin at {@link
 * dev.halfturn.simulator.AmazonSimulator}.
 */
package dev.halfturn.simulator;
