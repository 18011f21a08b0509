// SPDX-License-Identifier: Apache-2.0
package com.amazon.SellingPartnerAPIAA;

/** As much of the class of Amazon's SDK as the documents use. */
public final class LWAAuthorizationCredentials {

  private LWAAuthorizationCredentials() {}

  public static Builder builder() {
    return new Builder();
  }

  public static final class Builder {

    public Builder clientId(String id) {
      return this;
    }

    public Builder clientSecret(String secret) {
      return this;
    }

    public Builder refreshToken(String token) {
      return this;
    }

    public Builder endpoint(String address) {
      return this;
    }

    public LWAAuthorizationCredentials build() {
      return new LWAAuthorizationCredentials();
    }
  }
}
