// SPDX-License-Identifier: Apache-2.0
package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.halfturn.Halfturn;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * Hands out access tokens: {@code {"app": "erp", "seller": "acme-us"}} is answered by {@code
 * {"accessToken": ..., "expiresAt": ...}}. Without a seller it is {@code default}. The token is in
 * the answer and nowhere else.
 *
 * <p>As long as Lambda keeps the environment, tokens are taken from its cache, and so are the
 * credentials.
 */
public final class TokenHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  private static final Duration LEAST_LIFE = Duration.ofMinutes(1);

  private final Halfturn halfturn;
  private final InstantSource clock;

  /** What Lambda calls, before it takes a snapshot. */
  public TokenHandler() {
    this(Opened.from(System.getenv()), InstantSource.system());
    Opened.rehearse(System.getenv());
  }

  TokenHandler(Halfturn halfturn, InstantSource clock) {
    this.halfturn = halfturn;
    this.clock = clock;
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    String app =
        Events.text(event, "app")
            .orElseThrow(() -> FunctionFailure.because("INVALID_ARGUMENT: the event names no app"));
    String seller = Events.text(event, "seller").orElse(CredentialNames.DEFAULT_SELLER);
    AccessToken token;
    try {
      token = fresh(halfturn.tokens().forSeller(app, seller));
    } catch (RuntimeException e) {
      throw FunctionFailure.of(e);
    }
    return Map.of("accessToken", token.reveal(), "expiresAt", token.expiresAt().toString());
  }

  /**
   * The clock by which the cache lets tokens grow old may have stood still while Lambda kept this
   * environment frozen.
   */
  private AccessToken fresh(TokenSource source) {
    AccessToken token = source.get();
    if (clock.instant().plus(LEAST_LIFE).isBefore(token.expiresAt())) {
      return token;
    }
    source.invalidate(token);
    return source.get();
  }
}
