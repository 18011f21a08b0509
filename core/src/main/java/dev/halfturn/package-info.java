// SPDX-License-Identifier: Apache-2.0
/**
 * The way in: {@link dev.halfturn.Halfturn} opens what the settings say and puts it together.
 *
 * <pre>{@code
 * try (Halfturn halfturn = Halfturn.open(settings)) {
 *   TokenSource tokens = halfturn.tokens().forSeller("erp", "acme-us");
 *   send("x-amz-access-token", tokens.get().reveal());
 * }
 * }</pre>
 */
package dev.halfturn;
