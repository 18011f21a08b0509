// SPDX-License-Identifier: Apache-2.0
/**
 * Access tokens: one exchange ({@link dev.halfturn.token.TokenExchange}) and a cache over it that
 * refreshes ahead of expiry ({@link dev.halfturn.token.AccessTokens}).
 */
package dev.halfturn.token;
