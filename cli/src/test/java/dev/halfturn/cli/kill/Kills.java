// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Kills processes at random moments of their work, as often as is wanted, and counts. */
final class Kills implements AutoCloseable {

  private static final long NANOS_OF_LONGEST = 1_200_000;

  private final Random random = new Random();
  private final ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Integer> byStep = new TreeMap<>();
  private final int wanted;

  // how long a command takes uncut, learned as it goes
  private long coldMillis = 1500;
  private long warmMillis = 300;

  /**
   * @param share which part of {@code -Dhalfturn.kills} is enough; all are wanted under stress
   */
  Kills(int share) {
    int part = Boolean.getBoolean("halfturn.stress") ? 1 : share;
    wanted = Math.max(1, Integer.getInteger("halfturn.kills", 200) / part);
  }

  boolean areEnough() {
    return done() >= wanted;
  }

  private int done() {
    return byStep.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A kill after this step. */
  void note(String lastStep) {
    byStep.merge(lastStep, 1, Integer::sum);
  }

  /** How often which step was the last that was done. */
  Map<String, Integer> byStep() {
    return byStep;
  }

  /** Which steps are hit is chance, and some are a hundredth of the time. */
  boolean areMany() {
    return wanted >= 100;
  }

  /**
   * Has a process do something, and kills it meanwhile unless there were kills enough.
   *
   * @param cold whether it is the first thing it does
   * @param atOnce whether to kill it right away
   * @return what it answered last; empty if it was killed
   */
  Optional<String> during(ChildJvm child, boolean cold, boolean atOnce, Command command) {
    long usual = cold ? coldMillis : warmMillis;
    long nanos = atOnce ? 0 : random.nextLong(usual * NANOS_OF_LONGEST);
    long start = System.nanoTime();
    command.say(child);
    Optional<ScheduledFuture<?>> kill =
        areEnough()
            ? Optional.empty()
            : Optional.of(killer.schedule(child::kill, nanos, TimeUnit.NANOSECONDS));
    Optional<String> line = command.hear(child);
    boolean survived = kill.map(future -> future.cancel(false)).orElse(true);
    if (line.isEmpty() || !survived) {
      return Optional.empty();
    }
    long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
    if (cold) {
      coldMillis = 1 + (coldMillis + took) / 2;
    } else {
      warmMillis = 1 + (warmMillis + took) / 2;
    }
    return line;
  }

  /** What a process is told, and what it answers. */
  interface Command {
    void say(ChildJvm child);

    /** The last line of its answer; empty if it is gone. */
    default Optional<String> hear(ChildJvm child) {
      return child.nextLine();
    }
  }

  @Override
  public void close() {
    killer.shutdownNow();
  }
}
