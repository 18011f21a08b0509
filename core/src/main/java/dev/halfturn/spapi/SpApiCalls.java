// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spapi;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.internal.http.UserAgent;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenException;
import dev.halfturn.token.TokenSource;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What every adapter of an HTTP client has to decide about calls to the Selling Partner API made
 * with the tokens of one source: who may see a token, whether a refused call is made once more, and
 * with which token. Makes no call itself. Thread-safe.
 *
 * <p>A refusal of which Amazon says that the token or the client secret is at fault drops the token
 * and is worth one more call with another. Any other refusal is the caller's.
 */
public final class SpApiCalls {

  /** The header that bears the token. */
  public static final String TOKEN_HEADER = "x-amz-access-token";

  /** The header that Amazon demands of every caller. */
  public static final String USER_AGENT_HEADER = "user-agent";

  /** No refusal of Amazon's is longer; what is longer need not be read, and is the caller's. */
  public static final int MAX_REFUSAL_BYTES = 64 * 1024;

  private final TokenSource source;
  private final String app;
  private final Set<String> origins = new HashSet<>();

  /**
   * @param source of the tokens
   * @param app whose they are, for messages
   * @param endpoints who may see them
   */
  public SpApiCalls(TokenSource source, String app, Endpoints endpoints) {
    this.source = Objects.requireNonNull(source);
    this.app = Objects.requireNonNull(app);
    for (SpApiRegion region : SpApiRegion.values()) {
      URI endpoint = endpoints.spApi(region);
      origins.add(origin(endpoint.getScheme(), endpoint.getHost(), endpoint.getPort()));
      if (endpoint.getHost().equals(region.host())) {
        origins.add(origin("https", region.sandboxHost(), -1)); // the same tokens serve there
      }
    }
  }

  /**
   * How a caller introduces itself that does not say so: {@code Halfturn/1.0 (Language=Java/17;
   * Platform=Linux)}.
   */
  public static String userAgent() {
    return UserAgent.HALFTURN;
  }

  /** Whether the body of an answer must be read to know what to do. */
  public static boolean isRefusal(int status) {
    return status == 401 || status == 403;
  }

  /**
   * Whether an address belongs to the Selling Partner API: scheme, host and port of an endpoint, or
   * Amazon's sandbox beside it. Nobody else may be sent a token.
   */
  public boolean mayCarryToken(URI address) {
    return address.getScheme() != null
        && address.getHost() != null
        && mayCarryToken(address.getScheme(), address.getHost(), address.getPort());
  }

  /**
   * The same for an address in parts.
   *
   * @param port -1 for the usual one of the scheme
   */
  public boolean mayCarryToken(String scheme, String host, int port) {
    return origins.contains(origin(scheme, host, port));
  }

  /**
   * The token for a call.
   *
   * @throws HalfturnException as {@link TokenSource#get}
   */
  public AccessToken token() {
    return source.get();
  }

  /**
   * What to do about a first answer.
   *
   * @param status of the answer
   * @param body of the answer, if {@link #isRefusal} says that it has to be read
   * @param used the token of the call
   * @param repeatable whether the same call could be made once more
   * @return the token to make it with; empty if the answer is the caller's
   * @throws SecretOverdueException if the client secret is too old and there is no other token than
   *     the one refused, because it replaced a refused one a moment ago
   * @throws TokenException if there is no other token to be had
   */
  public Optional<AccessToken> another(
      int status, byte[] body, AccessToken used, boolean repeatable) {
    SpApiRefusal refusal = SpApiErrors.classify(status, body);
    if (!blamesCredential(refusal)) {
      return Optional.empty();
    }
    source.invalidate(used);
    if (!repeatable) {
      return Optional.empty();
    }
    AccessToken other = source.get();
    if (!other.equals(used)) {
      return Optional.of(other);
    }
    requireNotOverdue(refusal);
    return Optional.empty();
  }

  /**
   * Returns if the answer to a repeated call is the caller's.
   *
   * @throws SecretOverdueException if Amazon says once more that the client secret is too old
   */
  public void requireNotOverdue(int status, byte[] body) {
    requireNotOverdue(SpApiErrors.classify(status, body));
  }

  private void requireNotOverdue(SpApiRefusal refusal) {
    if (refusal == SpApiRefusal.SECRET_EXPIRED) {
      throw new SecretOverdueException(app);
    }
  }

  private static boolean blamesCredential(SpApiRefusal refusal) {
    return switch (refusal) {
      case STALE_TOKEN, BAD_TOKEN, SECRET_EXPIRED -> true;
      case CALLER, WRONG_REGION, UNKNOWN -> false;
    };
  }

  private static String origin(String scheme, String host, int port) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    int usual = lower.equals("https") ? 443 : lower.equals("http") ? 80 : -1;
    return lower + "://" + host.toLowerCase(Locale.ROOT) + ":" + (port < 0 ? usual : port);
  }

  /** Names the application, and no token. */
  @Override
  public String toString() {
    return "SpApiCalls[" + app + "]";
  }
}
