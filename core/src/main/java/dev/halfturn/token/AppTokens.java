// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** All tokens of one application, whose sellers share its client secret. */
final class AppTokens {

  // so few of them may stay when they have ended
  private static final int FEW_RESTRICTED = 1_000;

  private final String name;
  private final Surroundings surroundings;
  private final Background background;
  private final Population population;
  private final Shortcut shortcut;
  private final LongSupplier glance;
  private final AppCredential credential;

  // maps with names as keys: a String keeps its hash, and a lookup makes no key object
  private final ConcurrentHashMap<String, SellerToken> sellers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, ScopesToken> scopes = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, RestrictedToken> restricted = new ConcurrentHashMap<>();
  private final AtomicInteger restrictedBeforeClearing = new AtomicInteger(FEW_RESTRICTED);

  AppTokens(
      String name,
      Surroundings surroundings,
      Background background,
      Population population,
      Shortcut shortcut) {
    this.name = name;
    this.surroundings = surroundings;
    this.background = background;
    this.population = population;
    this.shortcut = shortcut;
    this.glance = surroundings.glance();
    this.credential = new AppCredential(name, surroundings);
  }

  SellerToken seller(String seller) {
    SellerToken known = sellers.get(seller);
    return known != null ? known : admit(new SellerToken(this, seller));
  }

  ScopesToken scopes(Grant.ClientCredentials grant) {
    ScopesToken known = scopes.get(ScopesToken.key(grant));
    return known != null ? known : admit(new ScopesToken(this, grant));
  }

  RestrictedToken restricted(String seller, RestrictedData data, RestrictedDataExchange exchange) {
    String key = RestrictedToken.key(seller, data);
    RestrictedToken known = restricted.get(key);
    return known != null ? known : admit(new RestrictedToken(this, seller, data, key, exchange));
  }

  Stream<CachedToken> all() {
    return Stream.of(sellers, scopes, restricted).flatMap(map -> map.values().stream());
  }

  /** Makes sure that a token is in the cache; the one that is there if it is another. */
  SellerToken admit(SellerToken token) {
    return admit(sellers, token.seller(), token);
  }

  ScopesToken admit(ScopesToken token) {
    return admit(scopes, token.key(), token);
  }

  RestrictedToken admit(RestrictedToken token) {
    clearRestricted();
    return admit(restricted, token.key(), token);
  }

  /**
   * Lets those leave that have ended: unlike sellers, who come back, data such as a batch of orders
   * is often asked for once. Looks through them only when they have become twice as many as stayed
   * the last time, so that each is looked at a few times in all.
   */
  private void clearRestricted() {
    int most = restrictedBeforeClearing.get();
    if (restricted.size() < most
        || !restrictedBeforeClearing.compareAndSet(most, Integer.MAX_VALUE)) {
      return; // or another thread is just clearing
    }
    try {
      long now = now();
      restricted.values().stream().filter(some -> some.isOver(now)).forEach(this::evict);
    } finally {
      restrictedBeforeClearing.set(Math.max(FEW_RESTRICTED, 2 * restricted.size()));
    }
  }

  private <T extends CachedToken> T admit(ConcurrentHashMap<String, T> map, String key, T token) {
    T present = map.get(key);
    if (present == null) {
      present = map.putIfAbsent(key, token);
      if (present == null) {
        population.joined();
        return token;
      }
    }
    return present;
  }

  /**
   * Takes a token out of the cache; whoever still holds it brings it back by asking.
   *
   * @return whether it was in the cache
   */
  boolean evict(CachedToken token) {
    if (remove(token)) {
      population.left();
      token.forget();
      return true;
    }
    return false;
  }

  private boolean remove(CachedToken token) {
    if (token instanceof SellerToken seller) {
      shortcut.hide(seller);
      return sellers.remove(seller.seller(), seller);
    }
    if (token instanceof ScopesToken some) {
      return scopes.remove(some.key(), some);
    }
    return token instanceof RestrictedToken some && restricted.remove(some.key(), some);
  }

  /** Exchanges, and puts the result into use unless it was forgotten meanwhile. */
  AccessToken fetch(CachedToken token) {
    background.takeOff();
    try {
      return fetchInFlight(token);
    } finally {
      background.landed();
    }
  }

  private AccessToken fetchInFlight(CachedToken token) {
    AccessToken fetched = null;
    for (int round = 0; round < 2; round++) {
      background.requireOpen();
      int generation = credential.generation();
      int tokenGeneration = token.generation();
      Instant askedAt = surroundings.clock().instant();
      long askedAtNanos = now();
      fetched = token.obtain(credential);
      Held held = Held.of(fetched, askedAt, askedAtNanos, random());
      token.hold(held);
      if (credential.generation() == generation && token.generation() == tokenGeneration) {
        background.watch();
        return fetched;
      }
      // made with what has been replaced: the second round gets one made with what is stored now
      token.drop(held);
    }
    return fetched;
  }

  void forget() {
    credential.forget();
    all().forEach(CachedToken::forget);
  }

  /** As {@link AccessTokens#rereadSecret}. */
  void rereadSecret() {
    if (credential.isRefused()) {
      forget();
    } else {
      credential.reread();
    }
  }

  void forget(String seller) {
    SellerToken token = sellers.get(seller);
    if (token != null) {
      token.forgetAll();
    }
    restricted.values().stream()
        .filter(some -> some.seller().equals(seller))
        .forEach(RestrictedToken::forgetAll);
  }

  SecretValue refreshToken(String seller) {
    return credential.refreshToken(seller);
  }

  void inBackground(FutureTask<AccessToken> flight, Runnable ifRefused) {
    background.run(flight, ifRefused);
  }

  String name() {
    return name;
  }

  long now() {
    return surroundings.now();
  }

  /** As {@link #now}, perhaps a little late. */
  long glance() {
    return glance.getAsLong();
  }

  RandomGenerator random() {
    return surroundings.random();
  }

  CredentialReader reader() {
    return surroundings.reader();
  }

  void report(CredentialEvent event) {
    surroundings.report(event);
  }

  boolean isStoreAway() {
    return credential.isStoreAway();
  }

  boolean isRecent(long readAt) {
    return credential.isRecent(readAt);
  }

  boolean survives(HalfturnException storeFailure) {
    return credential.survives(storeFailure);
  }
}
