// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** All tokens of one application, whose sellers share its client secret. */
final class AppTokens {

  private final String name;
  private final Surroundings surroundings;
  private final Background background;
  private final Population population;
  private final AppCredential credential;

  // two maps with names as keys: a String keeps its hash, and a lookup makes no key object
  private final ConcurrentHashMap<String, SellerToken> sellers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, ScopesToken> scopes = new ConcurrentHashMap<>();

  AppTokens(String name, Surroundings surroundings, Background background, Population population) {
    this.name = name;
    this.surroundings = surroundings;
    this.background = background;
    this.population = population;
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

  Stream<CachedToken> all() {
    return Stream.concat(sellers.values().stream(), scopes.values().stream());
  }

  /** Makes sure that a token is in the cache; the one that is there if it is another. */
  SellerToken admit(SellerToken token) {
    return admit(sellers, token.seller(), token);
  }

  ScopesToken admit(ScopesToken token) {
    return admit(scopes, token.key(), token);
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
    boolean removed =
        token instanceof SellerToken seller
            ? sellers.remove(seller.seller(), seller)
            : token instanceof ScopesToken some && scopes.remove(some.key(), some);
    if (removed) {
      population.left();
      token.forget();
    }
    return removed;
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
      Grant grant = token.grant();
      Instant askedAt = surroundings.clock().instant();
      long askedAtNanos = now();
      TokenReply reply = credential.exchange(grant, token.keptServes());
      token.exchanged(grant, reply);
      fetched = reply.token();
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

  void forget(String seller) {
    SellerToken token = sellers.get(seller);
    if (token != null) {
      token.forgetAll();
    }
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
