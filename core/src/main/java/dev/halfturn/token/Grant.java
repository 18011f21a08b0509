// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an access token is asked for with.
 *
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api">the
 *     grants of Login with Amazon</a>
 */
public sealed interface Grant {

  /**
   * For calls on behalf of one seller.
   *
   * @param token the refresh token the seller's authorization gave
   */
  record RefreshToken(SecretValue token) implements Grant {
    public RefreshToken {
      Objects.requireNonNull(token);
    }
  }

  /**
   * For the few calls on behalf of the application itself.
   *
   * @param scopes at least one; see {@link Scopes}; without white space, which separates them
   */
  record ClientCredentials(SortedSet<String> scopes) implements Grant {
    private static final Pattern SCOPE = Pattern.compile("[!-~]{1,200}");

    /**
     * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if there is no scope or one that
     *     is not printable ASCII
     */
    public ClientCredentials {
      scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
      if (scopes.isEmpty() || !scopes.stream().allMatch(s -> SCOPE.matcher(s).matches())) {
        throw new HalfturnException(
            Problem.of(ErrorCode.INVALID_ARGUMENT, "a grant needs scopes, each without white space")
                .withHint("the scope to rotate a secret is " + Scopes.CLIENT_CREDENTIAL_ROTATION));
      }
    }

    /** The same for a set in any order. */
    public static ClientCredentials of(Set<String> scopes) {
      return new ClientCredentials(new TreeSet<>(scopes));
    }
  }

  /**
   * Once, at the end of a seller's authorization; the reply holds the refresh token.
   *
   * @param code what Amazon's redirect calls {@code spapi_oauth_code}; valid for five minutes
   * @param redirectUri the redirect address, if one was given when the authorization began
   */
  record AuthorizationCode(SecretValue code, Optional<URI> redirectUri) implements Grant {
    public AuthorizationCode {
      Objects.requireNonNull(code);
      Objects.requireNonNull(redirectUri);
    }
  }
}
