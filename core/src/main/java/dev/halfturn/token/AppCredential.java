// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.StoredClient.Candidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client secret of one application as far as exchanges need it: read from the store now and
 * then, looked for again when Amazon refuses it.
 */
final class AppCredential {

  private static final Logger log = LoggerFactory.getLogger(AppCredential.class);

  // the one that was refused included
  static final int MAX_EXCHANGES = 3;

  // another process may have rotated: its new secret is seen long before the old one's seven days
  // are over
  static final Duration REREAD = Duration.ofMinutes(5);

  static final Duration LAST_KNOWN_SERVES = Duration.ofHours(24);
  static final Duration STORE_PAUSE = Duration.ofSeconds(30);

  /** What was read, which of it to use, and when. */
  private record Client(StoredClient stored, Candidate used, long readAt) {

    ClientCredential credential() {
      return used.credential();
    }

    SecretOrigin origin() {
      return used.origin();
    }
  }

  private final String app;
  private final Surroundings surroundings;
  private final AtomicInteger generation = new AtomicInteger();
  private final AtomicInteger readings = new AtomicInteger();
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Client client;
  private volatile Client lastKnown;
  private volatile ClientCredential lastCurrent;

  /** What was the current one before a change that nobody has been told of. */
  private final AtomicReference<ClientCredential> untold = new AtomicReference<>();

  private volatile Remembered rejection;
  private volatile Remembered storeFailure;

  AppCredential(String app, Surroundings surroundings) {
    this.app = app;
    this.surroundings = surroundings;
  }

  /** Changes whenever everything is forgotten. */
  int generation() {
    return generation.get();
  }

  void forget() {
    generation.incrementAndGet();
    reread();
  }

  /** Has the next exchange read the secrets; what is being read right now is not used again. */
  void reread() {
    readings.incrementAndGet();
    client = null;
    lastCurrent = null;
    rejection = null;
    storeFailure = null;
  }

  /** Whether Amazon has refused the current secret, as far as is known here. */
  boolean isRefused() {
    Client known = client;
    return rejection != null || (known != null && known.origin() != SecretOrigin.CURRENT);
  }

  /**
   * Exchanges with the secret that works.
   *
   * @param keptServes whether a token will do that another process has exchanged
   */
  TokenReply exchange(Grant grant, boolean keptServes) {
    requireNotRejected();
    Client known = client();
    ClientCredential used = known.credential();
    Optional<TokenReply> kept =
        keptServes
            ? surroundings.kept().flatMap(tokens -> tokens.find(used, grant))
            : Optional.empty();
    if (kept.isPresent()) {
      return kept.get();
    }
    TokenReply reply;
    try {
      reply = surroundings.exchange().exchange(used, grant);
    } catch (TokenException e) {
      requireClientFault(e);
      return heal(used, grant, e);
    }
    rejection = null;
    surroundings.uses().used(app, known.origin());
    return reply;
  }

  private void requireNotRejected() {
    Remembered before = rejection;
    if (before != null && !before.isDue(surroundings.now())) {
      throw Remembered.again(before.failure());
    }
  }

  private static void requireClientFault(TokenException e) {
    if (e.fault() != Fault.CLIENT_SECRET) {
      throw e;
    }
  }

  /**
   * The refresh token as it is in the store now. Where the secrets must be read for the exchange in
   * any case, they are read with it.
   */
  SecretValue refreshToken(String seller) {
    if (isInUse(client)) {
      return surroundings.reader().refreshToken(app, seller);
    }
    reading.lock();
    try {
      if (isInUse(client)) {
        return surroundings.reader().refreshToken(app, seller);
      }
      int before = readings.get();
      StoredSeller stored = surroundings.reader().seller(app, seller);
      use(fresh(stored.client()), before);
      return stored.refreshToken();
    } finally {
      reading.unlock();
      tellOfChange();
    }
  }

  private Client client() {
    Client known = client;
    if (isInUse(known)) {
      return known;
    }
    reading.lock();
    try {
      known = client;
      if (!isInUse(known)) {
        int before = readings.get();
        known = read();
        use(known, before);
      }
      return known;
    } finally {
      reading.unlock();
      tellOfChange();
    }
  }

  /** Whether something was read that need not be read again for an exchange. */
  private boolean isInUse(Client known) {
    return known != null
        && (isStoreAway() || surroundings.now() - known.readAt() < REREAD.toNanos());
  }

  private Client fresh(StoredClient stored) {
    Client fresh = new Client(stored, stored.candidates().get(0), surroundings.now());
    storeFailure = null;
    lastKnown = fresh;
    ClientCredential before = lastCurrent;
    lastCurrent = fresh.credential();
    if (before != null && !before.equals(fresh.credential())) {
      untold.set(before);
    }
    return fresh;
  }

  /**
   * Without the lock, because it may take long, and whatever it throws, because an exchange does
   * not need it. Where it fails, the next reading finds the change once more.
   */
  private void tellOfChange() {
    ClientCredential before = untold.getAndSet(null);
    if (before == null) {
      return;
    }
    try {
      surroundings.changes().accept(app);
    } catch (RuntimeException e) {
      lastCurrent = before;
      // its text may quote anything
      log.warn(
          "{}: who is told of a changed client secret failed with {}; told again later",
          app,
          e.getClass().getName());
    }
  }

  private Client read() {
    try {
      return fresh(surroundings.reader().client(app));
    } catch (HalfturnException e) {
      Client last = lastKnown;
      if (last != null && isRecent(last.readAt()) && survives(e)) {
        return last;
      }
      throw e;
    }
  }

  private void use(Client some, int readingsBefore) {
    client = some;
    if (readings.get() != readingsBefore) {
      client = null;
    }
  }

  /** Goes on after a refusal: with what another thread has found, or by looking for a secret. */
  private TokenReply heal(ClientCredential refused, Grant grant, TokenException refusal) {
    List<ClientCredential> tried = new ArrayList<>(List.of(refused));
    TokenException last = refusal;
    while (true) {
      Client found;
      reading.lock();
      try {
        requireNotRejected();
        found = client;
        if (found == null || tried.contains(found.credential()) || tried.size() == MAX_EXCHANGES) {
          return search(tried, grant, last);
        }
      } finally {
        reading.unlock();
        tellOfChange();
      }
      tried.add(found.credential());
      try {
        TokenReply reply = surroundings.exchange().exchange(found.credential(), grant);
        surroundings.uses().used(app, found.origin());
        return reply;
      } catch (TokenException e) {
        requireClientFault(e);
        last = e;
      }
    }
  }

  /**
   * Tries the current secret as it is in the store now, the inbox from its newest, the previous
   * one, and only then what Amazon has refused before. The application's other threads wait for the
   * lock meanwhile, rather than present what was just refused.
   */
  private TokenReply search(List<ClientCredential> tried, Grant grant, TokenException refusal) {
    int before = readings.get();
    TokenException last = refusal;
    client = null;
    Client stored = read();
    for (Candidate candidate : stored.stored().candidates()) {
      if (tried.contains(candidate.credential()) || tried.size() == MAX_EXCHANGES) {
        continue;
      }
      tried.add(candidate.credential());
      try {
        TokenReply reply = surroundings.exchange().exchange(candidate.credential(), grant);
        adopt(stored, candidate, before);
        surroundings.uses().used(app, candidate.origin());
        return reply;
      } catch (TokenException e) {
        if (e.fault() == Fault.SELLER || e.fault() == Fault.REQUEST) {
          adopt(stored, candidate, before); // Amazon objects to the grant, so it knows the client
        }
        requireClientFault(e);
        last = e;
      }
    }
    throw reject(last, tried.size());
  }

  private void adopt(Client stored, Candidate working, int readingsBefore) {
    rejection = null;
    use(new Client(stored.stored(), working, stored.readAt()), readingsBefore);
    if (working.origin() != SecretOrigin.CURRENT) {
      surroundings.report(new CredentialEvent.FallbackInUse(app, working.origin()));
    }
  }

  private TokenException reject(TokenException last, int tried) {
    TokenException failure =
        last.about(tried == 1 ? app : app + ": none of " + tried + " client secrets works");
    rejection = Remembered.after(rejection, failure, surroundings.now(), surroundings.random());
    surroundings.report(new CredentialEvent.CredentialRejected(app));
    return failure;
  }

  /** Whether the store failed a moment ago and is not asked again yet. */
  boolean isStoreAway() {
    Remembered failure = storeFailure;
    return failure != null && !failure.isDue(surroundings.now());
  }

  /** Whether something read then may still be used while the store cannot be asked. */
  boolean isRecent(long readAt) {
    return surroundings.now() - readAt < LAST_KNOWN_SERVES.toNanos();
  }

  /**
   * Whether what was read last may be used in spite of a failure: always, unless the store says
   * that there is no such entry, which is to be believed.
   */
  boolean survives(HalfturnException failure) {
    if (failure.code() == ErrorCode.NOT_FOUND) {
      return false;
    }
    storeFailure = new Remembered(failure, 1, surroundings.now() + STORE_PAUSE.toNanos());
    surroundings.report(new CredentialEvent.StoreUnreachable(app, failure.code()));
    return true;
  }
}
