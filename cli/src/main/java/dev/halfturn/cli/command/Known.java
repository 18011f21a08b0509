// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import dev.halfturn.Halfturn;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import java.util.List;

/** Says that an application or a seller is missing in the caller's words, not the store's. */
public final class Known {

  /** As many names as one takes in at a glance. */
  private static final int MOST = 8;

  private Known() {}

  /**
   * Returns if there is such an application.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if not
   */
  public static void app(Halfturn halfturn, String app) {
    if (isMissing(halfturn, CredentialNames.clientSecret(app))) {
      throw missing(
          halfturn,
          "there is no application '" + app + "'",
          halfturn.applications().names(),
          "halfturn app add",
          "");
    }
  }

  /**
   * Returns if there is such a seller.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if the application or the seller is
   *     missing
   */
  public static void seller(Halfturn halfturn, String app, String seller) {
    seller(halfturn, app, seller, "");
  }

  /** The same for a verb that has one and takes another by {@code --seller}. */
  public static void sellerOfFlag(Halfturn halfturn, String app, String seller) {
    seller(halfturn, app, seller, "; name one by --seller");
  }

  private static void seller(Halfturn halfturn, String app, String seller, String advice) {
    app(halfturn, app);
    if (isMissing(halfturn, CredentialNames.refreshToken(app, seller))) {
      List<String> others = halfturn.applications().sellers(app);
      throw missing(
          halfturn,
          "application '" + app + "' has no seller '" + seller + "'",
          others,
          "halfturn seller add " + app,
          advice);
    }
  }

  /**
   * Returns if there is such an entry.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if not
   */
  public static void entry(Halfturn halfturn, SecretName name) {
    if (isMissing(halfturn, name)) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.NOT_FOUND,
                  "there is no entry '"
                      + name
                      + "' in store '"
                      + halfturn.secrets().storeName()
                      + "'")
              .withHint("see 'halfturn secret names'"));
    }
  }

  /** Whether a failure is one application's own, so that the others can be looked at. */
  public static boolean isOfOne(HalfturnException failure) {
    return switch (failure.code()) {
      case CORRUPT, UNSUPPORTED, NOT_FOUND -> true;
      default -> false;
    };
  }

  private static boolean isMissing(Halfturn halfturn, SecretName entry) {
    return halfturn.secrets().find(entry).isEmpty();
  }

  private static HalfturnException missing(
      Halfturn halfturn, String message, List<String> others, String add, String advice) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.NOT_FOUND, message + " in store '" + halfturn.secrets().storeName() + "'")
            .withHint(
                others.isEmpty() ? "there is none yet: '" + add + "'" : existing(others) + advice));
  }

  private static String existing(List<String> names) {
    return names.size() == 1
        ? "there is only '" + names.get(0) + "'"
        : "there are: "
            + String.join(", ", names.subList(0, Math.min(MOST, names.size())))
            + (names.size() > MOST ? " ..." : "");
  }
}
