// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;

/** One seller's token in the cache of Google's library, which makes the same exchange. */
final class GoogleTokens extends OAuth2Credentials {

  private static final long serialVersionUID = 1;

  private final transient SampleTokens sample;
  private final int seller;

  /** Empty. */
  GoogleTokens(SampleTokens sample, int seller) {
    this.sample = sample;
    this.seller = seller;
  }

  private GoogleTokens(AccessToken held) {
    super(held);
    this.sample = null;
    this.seller = 0;
  }

  /** With a token that is never exchanged again. */
  static GoogleTokens held(String token, Instant end) {
    return new GoogleTokens(new AccessToken(token, Date.from(end)));
  }

  @Override
  public AccessToken refreshAccessToken() {
    dev.halfturn.token.AccessToken token = sample.exchange(seller);
    return new AccessToken(token.reveal(), Date.from(token.expiresAt()));
  }

  /** A token that is valid now. */
  String token() {
    try {
      refreshIfExpired();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return getAccessToken().getTokenValue();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
