// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * What Amazon knows: applications, authorizations, codes. No network here. Everything mutable is
 * guarded by this object's own lock, which the handles {@link SimulatedApp}, {@link
 * SimulatedSeller} and {@link SimulatedQueue} take too.
 */
final class Amazon {

  /** What a refresh token stands for. */
  record Authorization(SimulatedSeller seller, Instant at) {}

  /** What an authorization code stands for. */
  record Code(
      SimulatedApp app,
      String seller,
      Region region,
      Optional<URI> redirectUri,
      Instant issuedAt) {}

  private final SimulatorClock clock;
  private final Random random;
  private final AccessTokens accessTokens;
  private final SimulatedQueue queue;
  private final Map<String, SimulatedApp> appsByName = new LinkedHashMap<>();
  private final Map<String, SimulatedApp> appsByClientId = new HashMap<>();
  private final List<SimulatedApp> apps = new ArrayList<>();
  private final List<SimulatedSeller> sellers = new ArrayList<>();
  private final Map<String, Authorization> authorizations = new HashMap<>();
  private final Map<String, Code> codes = new HashMap<>();
  private Rules rules = Rules.defaults();

  Amazon(SimulatorClock clock, Random random) {
    this.clock = clock;
    this.random = random;
    this.accessTokens = new AccessTokens(randomBytes(32));
    this.queue = new SimulatedQueue(this, random);
  }

  Instant now() {
    return clock.instant();
  }

  AccessTokens accessTokens() {
    return accessTokens;
  }

  SimulatedQueue queue() {
    return queue;
  }

  synchronized Rules rules() {
    return rules;
  }

  synchronized void rules(Rules other) {
    rules = other;
  }

  synchronized SimulatedApp add(NewApp wanted) {
    if (appsByName.containsKey(wanted.name())) {
      throw new IllegalArgumentException("there already is an application " + wanted.name());
    }
    SimulatedApp app = new SimulatedApp(this, apps.size(), wanted);
    if (appsByClientId.putIfAbsent(app.clientId(), app) != null) {
      throw new IllegalArgumentException("there already is an application of this client id");
    }
    appsByName.put(app.name(), app);
    apps.add(app);
    return app;
  }

  synchronized List<SimulatedApp> apps() {
    return List.copyOf(apps);
  }

  synchronized Optional<SimulatedApp> app(String name) {
    return Optional.ofNullable(appsByName.get(name));
  }

  synchronized Optional<SimulatedApp> client(String clientId) {
    return Optional.ofNullable(appsByClientId.get(clientId));
  }

  synchronized SimulatedApp app(int index) {
    return apps.get(index);
  }

  synchronized SimulatedSeller seller(int index) {
    return sellers.get(index);
  }

  /** Returns the index under which {@link #seller(int)} finds it. */
  synchronized int register(SimulatedSeller seller) {
    sellers.add(seller);
    return sellers.size() - 1;
  }

  synchronized void authorize(String refreshToken, SimulatedSeller seller, Instant at) {
    authorizations.put(refreshToken, new Authorization(seller, at));
  }

  synchronized Optional<Authorization> authorization(String refreshToken) {
    return Optional.ofNullable(authorizations.get(refreshToken));
  }

  synchronized void forgetAuthorization(String refreshToken) {
    authorizations.remove(refreshToken);
  }

  synchronized void forgetAuthorizations(SimulatedSeller seller) {
    authorizations.values().removeIf(authorization -> authorization.seller() == seller);
  }

  synchronized String issueCode(Code code) {
    String value = markedHex(20);
    codes.put(value, code);
    return value;
  }

  /** A code is good for one exchange. */
  synchronized Optional<Code> takeCode(String value) {
    return Optional.ofNullable(codes.remove(value));
  }

  /** Sends the expiry notices that have become due; to be called before anybody looks. */
  synchronized void catchUp() {
    Instant now = now();
    apps.forEach(app -> app.sendNotices(now));
  }

  synchronized String randomHex(int bytes) {
    StringBuilder hex = new StringBuilder(bytes * 2);
    for (byte next : randomBytes(bytes)) {
      hex.append(Character.forDigit(next >> 4 & 0xf, 16))
          .append(Character.forDigit(next & 0xf, 16));
    }
    return hex.toString();
  }

  synchronized String randomRefreshToken() {
    return "Atzr|"
        + AmazonSimulator.MARK
        + Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(243));
  }

  synchronized String randomSecret() {
    return "amzn1.oa2-cs.v1." + markedHex(32);
  }

  private String markedHex(int bytes) {
    return AmazonSimulator.MARK + randomHex(bytes - AmazonSimulator.MARK.length() / 2);
  }

  synchronized String randomUuid() {
    return UUID.nameUUIDFromBytes(randomBytes(16)).toString();
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
