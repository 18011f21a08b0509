// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges whoever keeps an application's client secrets, by two questions. Is each secret that was
 * issued and has not ended in the queue, in its dead-letter queue, or kept? Does the current or the
 * previous secret exchange? Once it knows {@linkplain #keptBy who keeps them}, it asks at each call
 * that the simulator answers; what is wrong is logged at once and thrown when the simulator is
 * closed. Thread-safe.
 *
 * <p>A secret that the console showed without a message is in a person's hand until it is seen kept
 * or is {@linkplain #handedOver handed over}; what the simulator was told to break or to lose is in
 * nobody's. What was seen kept once has to stay kept, whatever is still in the queue. A person who
 * hands over so late that the last secret has ended is to blame for that alone.
 */
public final class SecretOracles {

  private static final Logger LOG = LoggerFactory.getLogger(SecretOracles.class);
  private static final String LAYOUT = "%s/lwa/clientsecret";

  /**
   * What is kept, at one moment; {@link #toString()} leaves the secrets out.
   *
   * @param current what readers get
   * @param previous the one before
   * @param others whatever else is kept, each a secret or a text with secrets in it
   */
  public record Kept(
      Optional<String> current, Optional<String> previous, Collection<String> others) {
    public Kept {
      Objects.requireNonNull(current);
      Objects.requireNonNull(previous);
      others = List.copyOf(others);
    }

    private boolean has(String value) {
      return current.filter(value::equals).isPresent()
          || previous.filter(value::equals).isPresent()
          || others.stream().anyMatch(other -> other.contains(value));
    }

    @Override
    public String toString() {
      return "kept: " + others.size() + " besides the current and the previous one";
    }
  }

  /** An application, who keeps its secrets, and what was seen of them. */
  private static final class Watch {
    private final SimulatedApp app;
    private final Supplier<Kept> keeper;
    private final Set<String> seenKept = new HashSet<>();
    private final Set<String> keptInTime = new HashSet<>();
    private boolean outageExcused;

    Watch(SimulatedApp app, Supplier<Kept> keeper) {
      this.app = app;
      this.keeper = keeper;
    }
  }

  private final Amazon amazon;
  private final RequestLog log;
  private final List<Watch> watches = new ArrayList<>();
  private final Set<String> excused = new HashSet<>();
  private final Set<String> handedOver = new HashSet<>();
  private final List<String> violations = new ArrayList<>();
  private volatile boolean watching;
  private int thrown;
  private long checks;

  SecretOracles(Amazon amazon, RequestLog log) {
    this.amazon = amazon;
    this.log = log;
  }

  /**
   * Says who keeps the secrets of an application, from now on. As long as no current secret was
   * seen nothing is judged; whoever kept them before is not asked any more.
   *
   * @param keeper reads what is kept; called at each call, on the simulator's thread. It reads
   *     current, previous and others in this order, or all at once.
   */
  public synchronized void keptBy(SimulatedApp app, Supplier<Kept> keeper) {
    if (watches.isEmpty()) {
      log.onCall(this::check);
    }
    Watch next = new Watch(app, Objects.requireNonNull(keeper));
    watches.stream()
        .filter(watch -> watch.app == app)
        .forEach(
            watch -> {
              next.seenKept.addAll(watch.seenKept);
              next.keptInTime.addAll(watch.keptInTime);
            });
    watches.removeIf(watch -> watch.app == app);
    watches.add(next);
    watching = true;
  }

  /**
   * The same, where they are kept in entries named {@code APP/lwa/clientsecret}, {@code …/previous}
   * and {@code …/inbox}.
   *
   * @param entries the text of an entry by its name
   */
  public void keptIn(SimulatedApp app, Function<String, Optional<String>> entries) {
    String current = LAYOUT.formatted(app.name());
    keptBy(
        app,
        () ->
            new Kept(
                entries.apply(current),
                entries.apply(current + "/previous"),
                entries.apply(current + "/inbox").stream().toList()));
  }

  /** Whoever keeps the secrets of an application has been told to forget it. */
  public synchronized void forget(SimulatedApp app) {
    watches.removeIf(watch -> watch.app == app);
  }

  /** Somebody holds this secret in hand, or it was lost on purpose: nobody else has to keep it. */
  public synchronized void excuse(String value) {
    excused.add(value);
  }

  /** Whoever keeps the secrets has said that this one is kept. */
  public synchronized void handedOver(String value) {
    handedOver.add(value);
  }

  /**
   * Somebody has put the application out of order on purpose: nothing is said of that until its
   * current or previous secret exchanges again.
   */
  public synchronized void excuseOutage(SimulatedApp app) {
    watches.stream().filter(watch -> watch.app == app).forEach(watch -> watch.outageExcused = true);
  }

  /**
   * Asks both questions now and remembers what is wrong.
   *
   * @param moment how it is called if something is wrong
   */
  public void check(String moment) {
    if (watching) {
      checkAll(moment);
    }
  }

  private void check(LoggedCall call) {
    String known = call.app().map(app -> " of " + app).orElse("");
    check("at a " + call.endpoint() + " call" + known + " answered with " + call.status());
  }

  private synchronized void checkAll(String moment) {
    watches.forEach(watch -> check(watch, moment));
  }

  private void check(Watch watch, String moment) {
    Instant now = amazon.now();
    // what moves on while it is looked at goes from the queue to its keeper
    List<IssuedSecret> alive =
        watch.app.issuedSecrets().stream()
            .filter(secret -> now.isBefore(secret.usableUntil()))
            .toList();
    Map<String, Boolean> queued =
        alive.stream()
            .collect(
                Collectors.toMap(
                    IssuedSecret::value, secret -> amazon.queue().holds(secret.value())));
    Kept kept;
    try {
      kept = watch.keeper.get();
    } catch (RuntimeException e) {
      note(
          moment
              + ": "
              + watch.app.name()
              + ": nobody can look at what is kept: "
              + e.getMessage());
      return;
    }
    if (kept.current().isEmpty() && watch.seenKept.isEmpty()) {
      return;
    }
    checks++;
    boolean exchanges =
        kept.current().filter(watch.app::accepts).isPresent()
            || kept.previous().filter(watch.app::accepts).isPresent();
    for (IssuedSecret secret : alive) {
      String value = secret.value();
      if (kept.has(value)) {
        watch.seenKept.add(value);
        if (exchanges) {
          watch.keptInTime.add(value);
        }
      } else if (!excused.contains(value) && isMissed(watch, value, queued.get(value))) {
        note(moment + ": " + watch.app.name() + ": " + secret + " is nowhere");
      }
    }
    if (exchanges) {
      watch.outageExcused = false;
    } else if (!watch.outageExcused && couldExchange(watch)) {
      note(
          moment
              + ": "
              + watch.app.name()
              + ": neither the current nor the previous secret exchanges");
    }
  }

  private boolean isMissed(Watch watch, String value, boolean queued) {
    if (watch.seenKept.contains(value) || handedOver.contains(value)) {
      return true;
    }
    return !queued && !watch.app.wasNotSent(value);
  }

  /** Whether there is a secret that would, which was there before the last one had ended. */
  private boolean couldExchange(Watch watch) {
    return watch.app.issuedSecrets().stream()
        .map(IssuedSecret::value)
        .filter(watch.app::accepts)
        .filter(value -> !excused.contains(value))
        .anyMatch(
            value ->
                watch.keptInTime.contains(value)
                    || (!watch.app.wasNotSent(value) && !watch.app.wasShown(value)));
  }

  private void note(String violation) {
    LOG.error("{}", violation);
    violations.add(violation);
  }

  /** How often both questions were asked of an application whose secrets somebody kept by then. */
  public synchronized long checks() {
    return checks;
  }

  /** What was wrong so far, in the order it was noticed; without secrets. */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /**
   * Returns if nothing was wrong since this was called last.
   *
   * @throws AssertionError naming the first thing that was
   */
  public synchronized void verify() {
    List<String> wrong = violations.subList(thrown, violations.size());
    if (!wrong.isEmpty()) {
      String message = wrong.size() + " violations, the first " + wrong.get(0);
      thrown = violations.size();
      throw new AssertionError(message);
    }
  }
}
