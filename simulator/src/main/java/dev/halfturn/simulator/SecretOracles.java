// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Judges whoever keeps an application's client secrets, at any moment, by two questions. Is each
 * secret that was issued and has not ended in the queue, in its dead-letter queue, or kept? Does
 * the current or the previous secret exchange? Thread-safe.
 */
public final class SecretOracles {

  /**
   * What is kept, at one moment; {@link #toString()} leaves the secrets out.
   *
   * @param current what readers get
   * @param previous the one before
   * @param others whatever else is kept
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
          || others.contains(value);
    }

    @Override
    public String toString() {
      return "kept: " + others.size() + " besides the current and the previous one";
    }
  }

  private final AmazonSimulator amazon;
  private final SimulatedApp app;
  private final Supplier<Kept> store;
  private final Set<String> excused = new HashSet<>();
  private final List<String> violations = new ArrayList<>();
  private long checks;

  /**
   * @param store reads what is kept; called at each question, on the asking thread
   */
  public SecretOracles(AmazonSimulator amazon, SimulatedApp app, Supplier<Kept> store) {
    this.amazon = Objects.requireNonNull(amazon);
    this.app = Objects.requireNonNull(app);
    this.store = Objects.requireNonNull(store);
  }

  /** From now on asks at each call that the simulator answers. */
  public SecretOracles onEveryCall() {
    amazon.log().onCall(call -> check("at a call to " + call.endpoint()));
    return this;
  }

  /** Somebody holds this secret in hand, or it was lost on purpose: nobody else has to keep it. */
  public synchronized void excuse(String value) {
    excused.add(value);
  }

  /**
   * Asks both questions now and remembers what is wrong.
   *
   * @param moment how it is called if something is wrong
   */
  public synchronized void check(String moment) {
    checks++;
    Instant now = amazon.now();
    Kept kept = store.get();
    for (IssuedSecret secret : app.issuedSecrets()) {
      boolean held =
          kept.has(secret.value())
              || excused.contains(secret.value())
              || amazon.queue().holds(secret.value());
      if (now.isBefore(secret.usableUntil()) && !held) {
        violations.add(moment + ": " + secret + " is nowhere");
      }
    }
    boolean exchanges =
        kept.current().filter(app::accepts).isPresent()
            || kept.previous().filter(app::accepts).isPresent();
    if (!exchanges) {
      violations.add(moment + ": neither the current nor the previous secret exchanges");
    }
  }

  /** How often was asked. */
  public synchronized long checks() {
    return checks;
  }

  /** What was wrong so far, in the order it was noticed; without secrets. */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /**
   * Returns if nothing was wrong so far.
   *
   * @throws AssertionError naming the first thing that was
   */
  public void verify() {
    List<String> wrong = violations();
    if (!wrong.isEmpty()) {
      throw new AssertionError(wrong.size() + " violations, the first " + wrong.get(0));
    }
  }
}
