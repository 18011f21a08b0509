// SPDX-License-Identifier: Apache-2.0
/**
 * The Selling Partner API as far as the health of a credential shows there: one cheap call ({@link
 * dev.halfturn.spapi.SpApiProbe}) and the meaning of its refusals ({@link
 * dev.halfturn.spapi.SpApiErrors}).
 *
 * <pre>{@code
 * AccessToken token = halfturn.tokens().forSeller("erp", "acme-us").get();
 * ProbeResult result = halfturn.probe().probe(SpApiRegion.NA, token);
 * boolean secretIsWellAndAlive = result.accepted();
 * }</pre>
 */
package dev.halfturn.spapi;
