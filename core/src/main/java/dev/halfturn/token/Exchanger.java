// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

/** What the cache needs of {@link TokenExchange}. */
@FunctionalInterface
interface Exchanger {
  TokenReply exchange(ClientCredential client, Grant grant);
}
