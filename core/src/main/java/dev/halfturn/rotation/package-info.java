// SPDX-License-Identifier: Apache-2.0
/**
 * Knowing when a client secret ends, telling people in time, and putting a new one in its place
 * without an outage.
 *
 * <p>Two things hold at every instant, crashes included: each client secret Amazon issued and that
 * is not yet expired is in the inbox, {@code clientsecret} or {@code clientsecret/previous}; and
 * the current secret, or else the previous one, exchanges for a token.
 *
 * <p>{@link dev.halfturn.rotation.RotationEngine} decides and touches nothing; {@link
 * dev.halfturn.rotation.RotationTracker} and {@link dev.halfturn.rotation.Rotator} read, act and
 * save. Everything they need to know lies in the store, so any process may take over at any point.
 *
 * <pre>{@code
 * RotationStatus status = halfturn.tracker().status("erp");
 * if (status.state() == RotationStatus.State.DUE) {
 *   RotationOutcome outcome = halfturn.rotator().accept("erp", newSecret);
 * }
 * }</pre>
 */
package dev.halfturn.rotation;
