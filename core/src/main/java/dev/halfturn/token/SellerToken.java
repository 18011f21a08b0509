// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;

/** The token of one seller, and the refresh token as last known. */
final class SellerToken extends GrantedToken {

  /**
   * @param readAt in {@link System#nanoTime}
   * @param unsavedFor the refresh token which this one replaces and which the store still holds, or
   *     null
   */
  private record Known(SecretValue refreshToken, long readAt, SecretValue unsavedFor) {}

  private final String seller;
  // no object of its own: there are as many of these as sellers
  private volatile int generation;
  private volatile Known known;

  SellerToken(AppTokens app, String seller) {
    super(app);
    this.seller = seller;
  }

  String seller() {
    return seller;
  }

  /** Whether this is the seller of that name of the application of that name. */
  boolean isOf(String appName, String sellerName) {
    return sellerName.equals(seller) && appName.equals(app.name());
  }

  @Override
  String subject() {
    return app.name() + "/" + seller;
  }

  @Override
  CachedToken admitted() {
    return app.admit(this);
  }

  @Override
  Grant grant() {
    return new Grant.RefreshToken(refreshToken());
  }

  private SecretValue refreshToken() {
    Known last = known;
    if (last != null && last.unsavedFor() != null) {
      save(last.unsavedFor(), last.refreshToken());
      return last.refreshToken();
    }
    boolean usable = last != null && app.isRecent(last.readAt());
    if (usable && app.isStoreAway()) {
      return last.refreshToken();
    }
    try {
      SecretValue read = app.refreshToken(seller);
      // the same object again, so that sellers who ask for hours do not keep two
      known =
          new Known(
              last != null && last.refreshToken().equals(read) ? last.refreshToken() : read,
              app.now(),
              null);
      return read;
    } catch (HalfturnException e) {
      if (usable && app.survives(e)) {
        return last.refreshToken();
      }
      throw e;
    }
  }

  @Override
  void exchanged(Grant used, TokenReply reply) {
    SecretValue sent = ((Grant.RefreshToken) used).token();
    reply
        .refreshToken()
        .filter(replacement -> !replacement.equals(sent))
        .ifPresent(replacement -> save(sent, replacement));
  }

  private void save(SecretValue sent, SecretValue replacement) {
    try {
      app.reader().replaceRefreshToken(app.name(), seller, sent, replacement);
      known = new Known(replacement, app.now(), null);
    } catch (HalfturnException e) {
      known = new Known(replacement, app.now(), sent);
      app.report(new CredentialEvent.RefreshTokenNotStored(app.name(), seller, e.code()));
    }
  }

  @Override
  int generation() {
    return generation;
  }

  @Override
  boolean isIrreplaceable() {
    Known last = known;
    return last != null && last.unsavedFor() != null;
  }

  @Override
  void saveIrreplaceable() {
    Known last = known;
    if (last != null && last.unsavedFor() != null) {
      save(last.unsavedFor(), last.refreshToken());
    }
  }

  /** Forgets the refresh token too, since a new one has been stored. */
  synchronized void forgetAll() {
    generation++;
    known = null;
    forget();
  }
}
