// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.rotation.Fingerprint;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.HalfturnException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out that a current client secret has become another one, and tells of it once, whoever
 * changed it. Thread-safe.
 *
 * <p>What a look brings may be older than what was told meanwhile. So a difference only makes it
 * read the store again, one reader at a time, and that decides.
 */
final class SecretChanges {

  private static final Logger log = LoggerFactory.getLogger(SecretChanges.class);

  private final Function<String, RotationStatus> status;
  private final Consumer<String> forget;
  private final Consumer<String> reread;
  private final InstantSource clock;
  private final List<Listening> listeners = new CopyOnWriteArrayList<>();
  private final Queue<SecretRotated> untold = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean telling = new AtomicBoolean();

  // guarded by this
  private final Map<String, Fingerprint> seen = new HashMap<>();
  private final Map<String, Fingerprint> told = new HashMap<>();
  private final Set<String> unread = new HashSet<>();
  private final Set<String> gone = new HashSet<>();

  /** Each call listens once, also if it is the same consumer again. */
  private static final class Listening implements Registration {
    private final Consumer<SecretRotated> listener;
    private final List<Listening> all;

    Listening(Consumer<SecretRotated> listener, List<Listening> all) {
      this.listener = listener;
      this.all = all;
    }

    @Override
    public void close() {
      all.remove(this);
    }
  }

  /**
   * @param status how an application stands in the store now
   * @param forget where tokens bought with the old secret may be refused; before anybody is told
   * @param reread where they serve on; before anybody is told
   */
  SecretChanges(
      Function<String, RotationStatus> status,
      Consumer<String> forget,
      Consumer<String> reread,
      InstantSource clock) {
    this.status = status;
    this.forget = forget;
    this.reread = reread;
    this.clock = clock;
  }

  Registration listen(Consumer<SecretRotated> listener) {
    Listening listening = new Listening(Objects.requireNonNull(listener), listeners);
    listeners.add(listening);
    return listening;
  }

  /** Somebody here has just put another secret in place, or found that this was done halfway. */
  void changed(String app) {
    forget.accept(app);
    notice(app);
  }

  /** As {@link #changed}, where the one before is certain to outlive the tokens made with it. */
  void changedInOverlap(String app) {
    reread.accept(app);
    notice(app);
  }

  private void notice(String app) {
    synchronized (this) {
      try {
        Fingerprint now = read(app);
        seen.put(app, now);
        tellOf(app, now);
      } catch (HalfturnException e) {
        unread.add(app); // the next look says which it is
      }
    }
    tell();
  }

  /** A look has shown how an application stands. */
  void looked(RotationStatus shown) {
    String app = shown.app();
    Fingerprint then = shown.secret().fingerprint();
    synchronized (this) {
      if (gone.contains(app) && !seen.containsKey(app)) {
        seeAgain(app);
        return;
      }
      Fingerprint before = seen.putIfAbsent(app, then);
      boolean known = before == null || before.equals(then);
      if (known && !unread.contains(app)) {
        return;
      }
      try {
        Fingerprint now = read(app);
        boolean another = !now.equals(seen.put(app, now));
        if (another || unread.contains(app)) {
          forget.accept(app);
          tellOf(app, now);
        }
      } catch (HalfturnException e) {
        log.debug("{}: a changed client secret cannot be read again yet", app);
      }
    }
    tell();
  }

  /** The look may have begun before the removal; only the store says what there is by now. */
  private void seeAgain(String app) {
    try {
      seen.put(app, read(app));
      gone.remove(app);
    } catch (HalfturnException e) {
      log.debug("{}: was removed, and is not there again yet", app);
    }
  }

  /** It was removed: one of the same name that is added later has nothing to do with it. */
  synchronized void removed(String app) {
    gone.add(app);
    seen.remove(app);
    told.remove(app);
    unread.remove(app);
  }

  private Fingerprint read(String app) {
    return status.apply(app).secret().fingerprint();
  }

  private void tellOf(String app, Fingerprint now) {
    unread.remove(app);
    if (!now.equals(told.put(app, now))) {
      untold.add(new SecretRotated(app, now, clock.instant()));
    }
  }

  /**
   * One at a time and in order; who comes meanwhile, a listener included, leaves its own behind.
   */
  private void tell() {
    while (!untold.isEmpty() && telling.compareAndSet(false, true)) {
      try {
        Optional<SecretRotated> next = Optional.ofNullable(untold.poll());
        while (next.isPresent()) {
          tellAll(next.get());
          next = Optional.ofNullable(untold.poll());
        }
      } finally {
        telling.set(false);
      }
    }
  }

  private void tellAll(SecretRotated news) {
    for (Listening listening : listeners) {
      try {
        listening.listener.accept(news);
      } catch (RuntimeException e) {
        // its text may quote anything
        log.warn(
            "{}: a listener to rotations failed with {}; the others are told all the same",
            news.app(),
            e.getClass().getName());
      }
    }
  }
}
