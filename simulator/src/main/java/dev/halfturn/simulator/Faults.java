// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The faults that are ordered, by endpoint. Of those that answer or spoil, a call meets the oldest;
 * of those that only delay, it meets all. Thread-safe.
 */
public final class Faults {

  private static final int UNTIL_CLEARED = -1;

  private static final class Order {
    private final Endpoint endpoint;
    private final Fault fault;
    private int callsLeft;

    Order(Endpoint endpoint, Fault fault, int calls) {
      this.endpoint = endpoint;
      this.fault = fault;
      this.callsLeft = calls;
    }
  }

  private final List<Order> orders = new ArrayList<>();

  Faults() {}

  /** Every call meets this fault until it is cleared. */
  public void order(Endpoint endpoint, Fault fault) {
    add(new Order(endpoint, fault, UNTIL_CLEARED));
  }

  /**
   * The next calls meet this fault, once those ordered before are used up.
   *
   * @throws IllegalArgumentException unless at least one call
   */
  public void order(Endpoint endpoint, Fault fault, int calls) {
    if (calls < 1) {
      throw new IllegalArgumentException("a fault is ordered for one call at least");
    }
    add(new Order(endpoint, fault, calls));
  }

  private synchronized void add(Order order) {
    orders.add(order);
  }

  public synchronized void clear(Endpoint endpoint) {
    orders.removeIf(order -> order.endpoint == endpoint);
  }

  public synchronized void clear() {
    orders.clear();
  }

  /** One line for each order: endpoint, fault, calls left. */
  public synchronized List<String> describe() {
    return orders.stream()
        .map(
            order ->
                "%s %s %s"
                    .formatted(
                        order.endpoint.name().toLowerCase(Locale.ROOT),
                        order.fault.name(),
                        order.callsLeft == UNTIL_CLEARED
                            ? "until cleared"
                            : "for " + order.callsLeft + " calls"))
        .toList();
  }

  /** What one call meets. */
  record Meeting(List<Fault> delays, Optional<Fault> spoiler) {

    List<String> names() {
      List<String> names = new ArrayList<>(delays.stream().map(Fault::name).toList());
      spoiler.map(Fault::name).ifPresent(names::add);
      return names;
    }
  }

  /** Takes what the next call to this endpoint meets off the orders. */
  synchronized Meeting next(Endpoint endpoint) {
    List<Fault> delays = new ArrayList<>();
    Optional<Fault> spoiler = Optional.empty();
    for (Iterator<Order> rest = orders.iterator(); rest.hasNext(); ) {
      Order order = rest.next();
      if (order.endpoint != endpoint || (!order.fault.delays() && spoiler.isPresent())) {
        continue;
      }
      if (order.fault.delays()) {
        delays.add(order.fault);
      } else {
        spoiler = Optional.of(order.fault);
      }
      if (order.callsLeft != UNTIL_CLEARED && --order.callsLeft == 0) {
        rest.remove();
      }
    }
    return new Meeting(delays, spoiler);
  }

  /** Waits as ordered, then answers as ordered or honestly. */
  Answer apply(Endpoint endpoint, Meeting meeting, Supplier<Answer> honest) {
    for (Fault delay : meeting.delays()) {
      Pause.of(delay.latency());
      delay.gate().ifPresent(Gate::pass);
    }
    return meeting.spoiler().map(fault -> fault.answer(endpoint, honest)).orElseGet(honest);
  }
}
