// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.RestrictedData;
import dev.halfturn.token.TokenSource;
import java.util.Objects;
import java.util.Set;

/**
 * Access tokens of one application: {@link AccessTokens} for those who have no business with the
 * others. Thread-safe; lives as long as the Halfturn it belongs to.
 */
public final class AppTokens {

  private final AccessTokens tokens;
  private final String app;

  private AppTokens(AccessTokens tokens, String app) {
    this.tokens = Objects.requireNonNull(tokens);
    this.app = Objects.requireNonNull(app);
  }

  /** Those of an application among all. */
  public static AppTokens of(AccessTokens tokens, String app) {
    return new AppTokens(tokens, app);
  }

  /** The application's name in its store. */
  public String app() {
    return app;
  }

  /** Tokens for calls on behalf of a seller; asks neither store nor Amazon. */
  public TokenSource forSeller(String seller) {
    return tokens.forSeller(app, seller);
  }

  /**
   * Tokens for calls that read restricted data of a seller's customers.
   *
   * @throws HalfturnException as {@link AccessTokens#forRestrictedData} says
   */
  public TokenSource forRestrictedData(String seller, RestrictedData data) {
    return tokens.forRestrictedData(app, seller, data);
  }

  /**
   * Tokens for grantless calls; asks neither store nor Amazon.
   *
   * @throws HalfturnException as {@link AccessTokens#forScopes} says
   */
  public TokenSource forScopes(Set<String> scopes) {
    return tokens.forScopes(app, scopes);
  }

  @Override
  public String toString() {
    return "AppTokens[" + app + "]";
  }
}
