// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.util.concurrent.atomic.AtomicInteger;

/** The token of one seller for some personal data, bought with the seller's normal one. */
final class RestrictedToken extends CachedToken {

  private final String seller;
  private final RestrictedData data;
  private final RestrictedDataExchange exchange;
  private final String key;
  private final AtomicInteger generation = new AtomicInteger();

  RestrictedToken(
      AppTokens app,
      String seller,
      RestrictedData data,
      String key,
      RestrictedDataExchange exchange) {
    super(app);
    this.seller = seller;
    this.data = data;
    this.key = key;
    this.exchange = exchange;
  }

  /** What distinguishes them: sellers' names hold no blank. */
  static String key(String seller, RestrictedData data) {
    return seller + " " + data.key();
  }

  String key() {
    return key;
  }

  String seller() {
    return seller;
  }

  @Override
  String subject() {
    return app.name() + "/" + seller + " (restricted data)";
  }

  @Override
  CachedToken admitted() {
    return app.admit(this);
  }

  @Override
  AccessToken obtain(AppCredential credential) {
    return exchange.exchange(app.name(), seller, app.seller(seller), data);
  }

  @Override
  int generation() {
    return generation.get();
  }

  @Override
  boolean isIrreplaceable() {
    return false;
  }

  @Override
  void saveIrreplaceable() {
    // nothing comes with it
  }

  /** Forgets what was bought on behalf of an authorization that is another by now. */
  void forgetAll() {
    generation.incrementAndGet();
    forget();
  }
}
