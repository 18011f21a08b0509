// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An application at the simulated Amazon, seen with the eyes of its owner's console and of an
 * oracle. Thread-safe.
 */
public final class SimulatedApp {

  private final Amazon amazon;
  private final int index;
  private final String name;
  private final AppKind kind;
  private final String clientId;
  private final String applicationId;
  private final Map<String, SimulatedSeller> sellers = new LinkedHashMap<>();
  private final Deque<String> brokenSecrets = new ArrayDeque<>();
  private final Deque<String> plannedSecrets = new ArrayDeque<>();
  private final Set<String> shownSecrets = new HashSet<>();
  private final Set<String> unsentSecrets = new HashSet<>();
  private SecretHistory secrets;
  private boolean enrolled = true;
  private long lastRefusedToken;
  private Instant lastRotateCall = Instant.MIN;
  private Instant noticesSentUntil;

  SimulatedApp(Amazon amazon, int index, NewApp wanted) {
    this.amazon = amazon;
    this.index = index;
    this.name = wanted.name();
    this.kind = wanted.kind();
    this.clientId =
        wanted.clientId().orElseGet(() -> "amzn1.application-oa2-client." + amazon.randomHex(16));
    this.applicationId = "amzn1.sp.solution." + amazon.randomUuid();
    Instant createdAt = wanted.createdAt().orElseGet(amazon::now);
    this.secrets =
        SecretHistory.startingWith(
            wanted.secret().orElseGet(amazon::randomSecret), createdAt, amazon.rules());
    this.noticesSentUntil = createdAt;
    shownSecrets.add(secrets.current().value());
    unsentSecrets.add(secrets.current().value());
  }

  /** The name it was added under; Amazon itself does not know it. */
  public String name() {
    return name;
  }

  public AppKind kind() {
    return kind;
  }

  /** {@code amzn1.application-oa2-client.…}. */
  public String clientId() {
    return clientId;
  }

  /** {@code amzn1.sp.solution.…}. */
  public String applicationId() {
    return applicationId;
  }

  /** The current client secret, as the console shows it. */
  public String secret() {
    synchronized (amazon) {
      return secrets.current().value();
    }
  }

  /** Every secret this application ever had, oldest first. */
  public List<IssuedSecret> issuedSecrets() {
    synchronized (amazon) {
      return secrets.secrets();
    }
  }

  /** Whether the token endpoint would accept this secret now; it accepts an overdue one. */
  public boolean accepts(String secret) {
    synchronized (amazon) {
      return secrets.exchanging(secret, amazon.now()).isPresent();
    }
  }

  /** Whether a token exchanged with this secret now would also be served by SP-API. */
  public boolean works(String secret) {
    synchronized (amazon) {
      Instant now = amazon.now();
      return secrets.exchanging(secret, now).filter(found -> found.worksAt(now)).isPresent();
    }
  }

  /**
   * A seller authorizes this application.
   *
   * @throws IllegalArgumentException if there already is a seller of this name
   */
  public SimulatedSeller addSeller(String sellerName, Region region) {
    synchronized (amazon) {
      return addSeller(sellerName, region, amazon.randomRefreshToken());
    }
  }

  /** As {@link #addSeller(String, Region)}, with a refresh token of the caller's choice. */
  public SimulatedSeller addSeller(String sellerName, Region region, String refreshToken) {
    synchronized (amazon) {
      if (sellers.containsKey(sellerName)) {
        throw new IllegalArgumentException("there already is a seller " + sellerName);
      }
      SimulatedSeller seller = new SimulatedSeller(amazon, this, sellerName, region, refreshToken);
      sellers.put(sellerName, seller);
      return seller;
    }
  }

  public Optional<SimulatedSeller> seller(String sellerName) {
    synchronized (amazon) {
      return Optional.ofNullable(sellers.get(sellerName));
    }
  }

  /** In the order they were added. */
  public List<SimulatedSeller> sellers() {
    synchronized (amazon) {
      return List.copyOf(sellers.values());
    }
  }

  /**
   * The primary account user presses "Rotate secret". If the application is enrolled, the message
   * goes to the queue as well.
   *
   * @return the new secret as the console shows it, which is a wrong one if {@link
   *     #breakNextSecret()} was called
   */
  public String rotateInConsole() {
    synchronized (amazon) {
      String shown = rotate();
      shownSecrets.add(shown);
      return shown;
    }
  }

  /**
   * The next rotation shows and sends a secret that Amazon does not accept. {@link #secret()} shows
   * the right one. Call it several times to break several rotations.
   */
  public void breakNextSecret() {
    synchronized (amazon) {
      brokenSecrets.add(amazon.randomSecret());
    }
  }

  /** The next rotation yields this secret. */
  public void planNextSecret(String secret) {
    synchronized (amazon) {
      plannedSecrets.add(secret);
    }
  }

  /** Whether notifications are subscribed to; if not, rotating by API is refused. */
  public void enrolled(boolean subscribed) {
    synchronized (amazon) {
      amazon.catchUp();
      enrolled = subscribed;
    }
  }

  public boolean enrolled() {
    synchronized (amazon) {
      return enrolled;
    }
  }

  /** SP-API refuses all access tokens made so far, before their hour is over. */
  public void refuseAccessTokensSoFar() {
    synchronized (amazon) {
      lastRefusedToken = amazon.accessTokens().issued();
    }
  }

  /**
   * A seller went through the consent page.
   *
   * @param redirectUri if given, the exchange must name the same or none
   * @return the authorization code, good for one exchange within five minutes
   */
  public String authorizationCode(String sellerName, Region region, Optional<URI> redirectUri) {
    return amazon.issueCode(new Amazon.Code(this, sellerName, region, redirectUri, amazon.now()));
  }

  /** Whether the console showed this secret. */
  boolean wasShown(String secret) {
    synchronized (amazon) {
      return shownSecrets.contains(secret);
    }
  }

  /** Whether there never was a message with this secret; it may have been shown. */
  boolean wasNotSent(String secret) {
    synchronized (amazon) {
      return unsentSecrets.contains(secret);
    }
  }

  int index() {
    return index;
  }

  SecretHistory history() {
    return secrets;
  }

  boolean refuses(AccessTokens.Claims token) {
    return token.serial() <= lastRefusedToken;
  }

  boolean lasts(Instant authorizedAt, Instant now) {
    return kind == AppKind.PRIVATE
        || now.isBefore(authorizedAt.plus(AmazonFacts.PUBLIC_AUTHORIZATION_LIFETIME));
  }

  /** Whether a call is within the rate of rotations; counts it if so. */
  boolean mayCallRotate(Instant now) {
    if (!lastRotateCall.equals(Instant.MIN)
        && Duration.between(lastRotateCall, now).compareTo(AmazonFacts.ROTATE_INTERVAL) < 0) {
      return false;
    }
    lastRotateCall = now;
    return true;
  }

  String rotate() {
    amazon.catchUp();
    Instant now = amazon.now();
    IssuedSecret old = secrets.current();
    String value = plannedSecrets.isEmpty() ? amazon.randomSecret() : plannedSecrets.remove();
    secrets = secrets.rotated(value, now, amazon.rules());
    String shown = brokenSecrets.isEmpty() ? value : brokenSecrets.remove();
    if (enrolled) {
      IssuedSecret replaced = secrets.numbered(old.number());
      amazon
          .queue()
          .deposit(
              Notifications.newSecret(this, shown, secrets.current(), replaced, amazon::randomUuid),
              now);
    }
    if (!amazon.queue().holds(value)) {
      unsentSecrets.add(value);
    }
    return shown;
  }

  void sendNotices(Instant now) {
    if (enrolled) {
      for (Instant due : Notifications.dueBetween(secrets.current(), noticesSentUntil, now)) {
        amazon
            .queue()
            .deposit(Notifications.expiry(this, secrets.current(), due, amazon::randomUuid), due);
      }
    }
    if (now.isAfter(noticesSentUntil)) {
      noticesSentUntil = now;
    }
  }

  @Override
  public String toString() {
    return kind + " application " + name;
  }
}
