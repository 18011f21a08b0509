// SPDX-License-Identifier: Apache-2.0
/**
 * Access tokens: one exchange ({@link dev.halfturn.token.TokenExchange}) and a cache over it that
 * refreshes ahead of expiry ({@link dev.halfturn.token.AccessTokens}).
 *
 * <pre>{@code
 * TokenSource tokens = halfturn.tokens().forSeller("erp", "acme-us"); // keep it
 * AccessToken token = tokens.get();
 * if (send("x-amz-access-token", token.reveal()) == 403) {
 *   tokens.invalidate(token);
 * }
 * }</pre>
 */
package dev.halfturn.token;
