// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What was called. Counts everything and remembers the newest calls. Thread-safe; never holds a
 * credential.
 */
public final class RequestLog {

  /** The number of calls remembered. */
  public static final int CAPACITY = 10_000;

  private final Deque<LoggedCall> newest = new ArrayDeque<>();
  private final Map<Endpoint, Long> calls = new EnumMap<>(Endpoint.class);
  private final Map<Endpoint, Integer> underWay = new EnumMap<>(Endpoint.class);
  private final Map<Endpoint, Integer> mostAtOnce = new EnumMap<>(Endpoint.class);

  private final List<Consumer<LoggedCall>> observers = new ArrayList<>();

  RequestLog() {}

  /**
   * The number of calls that came to this endpoint, whatever they met, unanswered ones included.
   */
  public synchronized long calls(Endpoint endpoint) {
    return calls.getOrDefault(endpoint, 0L);
  }

  /** The largest number of calls under way at the same time. */
  public synchronized int mostAtOnce(Endpoint endpoint) {
    return mostAtOnce.getOrDefault(endpoint, 0);
  }

  /** The newest calls that were answered, oldest first. */
  public synchronized List<LoggedCall> newest() {
    return List.copyOf(newest);
  }

  /** The newest calls to one endpoint, oldest first. */
  public List<LoggedCall> newest(Endpoint endpoint) {
    return newest().stream().filter(call -> call.endpoint() == endpoint).toList();
  }

  /** Forgets all calls and counts from zero. */
  public synchronized void clear() {
    newest.clear();
    calls.clear();
    mostAtOnce.clear();
  }

  /**
   * Tells of each call once what it asked for has happened and before it is answered, on the
   * simulator's own thread: the place to check what must be true at every moment. What an observer
   * throws makes the answer a 500.
   */
  public synchronized void onCall(Consumer<LoggedCall> observer) {
    observers.add(observer);
  }

  synchronized void begin(Endpoint endpoint) {
    calls.merge(endpoint, 1L, Long::sum);
    int now = underWay.merge(endpoint, 1, Integer::sum);
    mostAtOnce.merge(endpoint, now, Math::max);
  }

  void end(LoggedCall call) {
    List<Consumer<LoggedCall>> toTell = record(call);
    toTell.forEach(observer -> observer.accept(call));
  }

  private synchronized List<Consumer<LoggedCall>> record(LoggedCall call) {
    underWay.merge(call.endpoint(), -1, Integer::sum);
    if (newest.size() == CAPACITY) {
      newest.removeFirst();
    }
    newest.addLast(call);
    return List.copyOf(observers);
  }

  @Override
  public synchronized String toString() {
    return "calls " + calls;
  }
}
