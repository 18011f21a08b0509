// SPDX-License-Identifier: Apache-2.0
package com.amazon.SellingPartnerAPIAA;

import okhttp3.Request;

/** As the class of Amazon's SDK behaves where the cache has a token. */
public final class LWAAuthorizationSigner {

  private final LWAAccessTokenCache cache;

  public LWAAuthorizationSigner(
      LWAAuthorizationCredentials credentials, LWAAccessTokenCache cache) {
    this.cache = cache;
  }

  public Request sign(Request request) {
    return request.newBuilder().addHeader("x-amz-access-token", cache.get(this)).build();
  }
}
