// SPDX-License-Identifier: Apache-2.0
/**
 * Where Amazon is: the token endpoint and the Selling Partner API of each region. A package of its
 * own because both {@code token} and {@code spapi} stand on it.
 *
 * <pre>{@code
 * Endpoints endpoints = Endpoints.builder().proxy(new InetSocketAddress("proxy", 3128)).build();
 * URI europe = endpoints.spApi(SpApiRegion.EU);
 * }</pre>
 */
package dev.halfturn.endpoint;
