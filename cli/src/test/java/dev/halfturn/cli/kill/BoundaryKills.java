// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills processes at the boundaries of what they do, and counts. The boundaries are the moments
 * before and after each effect, told by the process, which waits there or goes on for at most a few
 * milliseconds; and the calls to services, told by these before they answer.
 *
 * <p>The first process of a rotation is killed at the boundary whose turn it is, so that each has
 * had its turn when there are enough; those that go on with it at random ones, or not at all if
 * they finish before.
 */
final class BoundaryKills {

  private static final long MOST_NANOS = 4_000_000;

  /** A boundary, counted from the beginning; and whether the process waits there to be killed. */
  private record End(boolean atCall, int number, boolean waits) {}

  private final int wanted = Integer.getInteger("halfturn.kills", 200);
  private final Random random = new Random();
  private final Map<String, Integer> byBoundary = new TreeMap<>();
  private int moments;
  private int calls;
  private int turn;
  private boolean waits;

  // guarded by this: calls come on threads of the services
  private Optional<ChildJvm> caller = Optional.empty();
  private int callsSeen;
  private int lastCall;
  private String where = "";

  /** Whether each boundary has had its turn, and the processes killed are as many as wanted. */
  boolean areEnough() {
    return turn >= moments + calls && done() >= wanted;
  }

  int done() {
    return byBoundary.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many boundaries a rotation has. */
  int boundaries() {
    return moments + calls;
  }

  /** How often at which boundary, or a few milliseconds after it. */
  Map<String, Integer> byBoundary() {
    return byBoundary;
  }

  /** From now on counts. */
  void beginToCount(ChildJvm child) {
    tell(child, new End(true, 0, false));
  }

  /** What was counted since is one rotation. */
  void thatWasARotation(ChildJvm child) {
    child.say("count");
    moments = Integer.parseInt(child.nextLine().orElseThrow());
    synchronized (this) {
      calls = callsSeen;
    }
  }

  /** Before a process begins a rotation. */
  void first(ChildJvm child) {
    int number = turn % (moments + calls);
    boolean exactly = turn / (moments + calls) % 2 == 0;
    turn++;
    tell(
        child,
        number < moments
            ? new End(false, 1 + number, exactly)
            : new End(true, 1 + number - moments, true));
  }

  /** Before a process goes on with a rotation. */
  void follower(ChildJvm child) {
    boolean atCall = random.nextInt(4) == 0;
    tell(
        child, new End(atCall, 1 + random.nextInt(atCall ? calls : moments), random.nextBoolean()));
  }

  private void tell(ChildJvm child, End end) {
    waits = end.waits();
    synchronized (this) {
      caller = Optional.of(child);
      callsSeen = 0;
      lastCall = end.atCall() ? end.number() : 0;
    }
    child.say((waits ? "stop " : "tell ") + (end.atCall() ? 0 : end.number()));
  }

  /** On a thread of a service, which has not answered yet. */
  synchronized void call(String what) {
    callsSeen++;
    if (callsSeen == lastCall) {
      where = "at " + what;
      caller.orElseThrow().kill();
    }
  }

  /**
   * Kills a process if that is what its line means.
   *
   * @param line what it says to what it was told last
   * @return the line; empty if it was killed
   */
  Optional<String> survivedTo(Optional<String> line, ChildJvm child) {
    if (line.isPresent() && !line.get().startsWith("at ")) {
      return line;
    }
    if (line.isPresent()) {
      LockSupport.parkNanos(waits ? 0 : random.nextLong(MOST_NANOS));
    }
    child.close();
    byBoundary.merge(
        line.map(at -> at.substring("at ".length())).orElseGet(this::whereCalled), 1, Integer::sum);
    return Optional.empty();
  }

  private synchronized String whereCalled() {
    if (where.isEmpty()) {
      throw new AssertionError("a process died by itself");
    }
    String found = where;
    where = "";
    return found;
  }
}
