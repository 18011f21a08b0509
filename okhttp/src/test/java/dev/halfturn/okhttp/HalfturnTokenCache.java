// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.okhttp;

import com.amazon.SellingPartnerAPIAA.LWAAccessTokenCache;
import dev.halfturn.token.TokenSource;

/** One for each application and seller: what the SDK asks by holds the client secret. */
final class HalfturnTokenCache implements LWAAccessTokenCache {

  private final TokenSource source;

  HalfturnTokenCache(TokenSource source) {
    this.source = source;
  }

  @Override
  public String get(Object key) {
    return source.get().reveal(); // never null, so the SDK never asks Amazon itself
  }

  @Override
  public void put(Object key, String accessToken, long tokenTTLInSeconds) {}
}
