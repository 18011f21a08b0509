// SPDX-License-Identifier: Apache-2.0
/**
 * A simulated Amazon for tests, rehearsals and the demonstration. Begin at {@link
 * dev.halfturn.simulator.AmazonSimulator}.
 *
 * <pre>{@code
 * try (AmazonSimulator amazon = AmazonSimulator.start()) {
 *   SimulatedApp app = amazon.addApp("erp");
 *   SimulatedSeller seller = app.addSeller("acme-us", Region.NA);
 *   amazon.advance(Duration.ofDays(180)); // app.secret() is past its end
 * }
 * }</pre>
 */
package dev.halfturn.simulator;
