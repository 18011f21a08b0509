// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which entry of a store holds what. These names are a contract: other readers (a shell script, the
 * function of Amazon's blog post) find the values by them.
 *
 * <table>
 * <caption>Entries of an application</caption>
 * <tr><td>{@code <app>/lwa/clientidentifier}</td><td>the client id, raw</td></tr>
 * <tr><td>{@code <app>/lwa/clientsecret}</td><td>the current client secret, raw</td></tr>
 * <tr><td>{@code <app>/lwa/clientsecret/previous}</td><td>the one before, raw</td></tr>
 * <tr><td>{@code <app>/lwa/clientsecret/inbox}</td><td>JSON: candidates not yet promoted</td></tr>
 * <tr><td>{@code <app>/lwa/clientsecret/rotation}</td><td>JSON: the rotation record, no secret</td></tr>
 * <tr><td>{@code <app>/lwa/clientsecret/rotation/claim-<version>-<attempt>}</td><td>JSON: who asks
 * for a new secret, on stores that can only create; no secret</td></tr>
 * <tr><td>{@code <app>/refreshtoken}</td><td>refresh token of the seller {@code default}, raw</td></tr>
 * <tr><td>{@code <app>/refreshtoken/<seller>}</td><td>refresh token of any other seller, raw</td></tr>
 * <tr><td>{@code <app>/profile}, {@code <app>/profile/<seller>}</td><td>JSON: region, no secret</td></tr>
 * </table>
 *
 * <p>Names of applications and sellers are one segment of a {@link SecretName}, of at most {@value
 * #MAX_NAME} characters.
 */
public final class CredentialNames {

  /** The seller whose refresh token has no segment of its own. */
  public static final String DEFAULT_SELLER = "default";

  /** Longest name of an application or seller, in characters. */
  public static final int MAX_NAME = 40;

  /** What people type for a name; anything else may be a secret in the wrong place. */
  private static final Pattern QUOTED = Pattern.compile("[\\p{L}\\p{N} ._/?-]{0,40}");

  private static final Pattern SEGMENT = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final String CLIENT_SECRET = "/lwa/clientsecret";
  private static final String REFRESH_TOKEN = "/refreshtoken";
  private static final String CLAIM = "claim-";

  private CredentialNames() {}

  /** The client id. */
  public static SecretName clientId(String app) {
    return new SecretName(app(app) + "/lwa/clientidentifier");
  }

  /** The current client secret. */
  public static SecretName clientSecret(String app) {
    return new SecretName(app(app) + CLIENT_SECRET);
  }

  /** The client secret before the current one. */
  public static SecretName previous(String app) {
    return clientSecret(app).child("previous");
  }

  /** Received client secrets that have not yet proved themselves. */
  public static SecretName inbox(String app) {
    return clientSecret(app).child("inbox");
  }

  /** The rotation record. */
  public static SecretName rotation(String app) {
    return clientSecret(app).child("rotation");
  }

  /**
   * Who may ask for the secret that replaces a version of the current one.
   *
   * @param version the store's id of that version; what no name can hold is left out
   * @param attempt which time this is
   */
  public static SecretName claim(String app, String version, int attempt) {
    String plain = version.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    String end = plain.substring(Math.max(0, plain.length() - MAX_NAME));
    return rotation(app).child(CLAIM + (end.isEmpty() ? "0" : end) + "-" + attempt);
  }

  /** Whether this is one of the application's {@link #claim claims}. */
  public static boolean isClaim(String app, SecretName name) {
    return name.value().startsWith(rotation(app).value() + "/" + CLAIM);
  }

  /** Who still works with the client secret before the current one. */
  public static SecretName stragglers(String app) {
    return clientSecret(app).child("stragglers");
  }

  /** A seller's refresh token. */
  public static SecretName refreshToken(String app, String seller) {
    SecretName ofDefault = new SecretName(app(app) + REFRESH_TOKEN);
    return seller.equals(DEFAULT_SELLER) ? ofDefault : ofDefault.child(seller(seller));
  }

  /** What is known of an application besides its secrets. */
  public static SecretName profile(String app) {
    return new SecretName(app(app) + "/profile");
  }

  /** What is known of a seller besides the refresh token. */
  public static SecretName profile(String app, String seller) {
    return profile(app).child(seller(seller));
  }

  /** The application whose client secret or client id this is, if it is one. */
  public static Optional<String> appOf(SecretName name) {
    String text = name.value();
    int end = text.indexOf('/');
    if (end < 0) {
      return Optional.empty();
    }
    String app = text.substring(0, end);
    String rest = text.substring(end);
    return rest.equals(CLIENT_SECRET) || rest.equals("/lwa/clientidentifier")
        ? Optional.of(app)
        : Optional.empty();
  }

  /** The seller whose refresh token this is, if it is one. */
  public static Optional<String> sellerOf(SecretName name) {
    String text = name.value();
    int end = text.indexOf('/');
    if (end < 0 || !text.startsWith(REFRESH_TOKEN, end)) {
      return Optional.empty();
    }
    String rest = text.substring(end + REFRESH_TOKEN.length());
    if (rest.isEmpty()) {
      return Optional.of(DEFAULT_SELLER);
    }
    return rest.startsWith("/") && rest.indexOf('/', 1) < 0
        ? Optional.of(rest.substring(1))
        : Optional.empty();
  }

  /**
   * The name itself, if an application may be called so.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if not
   */
  public static String app(String name) {
    return checked("an application", name);
  }

  /**
   * The name itself, if a seller may be called so.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if not
   */
  public static String seller(String name) {
    return checked("a seller", name);
  }

  private static String checked(String what, String name) {
    if (name.length() > MAX_NAME || !SEGMENT.matcher(name).matches()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT, "not a legal name of " + what + ": " + quoted(name))
              .withHint(
                  "use lower-case letters, digits and single hyphens, at most "
                      + MAX_NAME
                      + " characters"));
    }
    return name;
  }

  private static String quoted(String name) {
    return QUOTED.matcher(name).matches()
        ? "'" + name + "'"
        : name.length() + " characters that are not shown";
  }
}
