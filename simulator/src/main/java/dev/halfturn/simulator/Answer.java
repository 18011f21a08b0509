// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer and how to deliver it. Immutable.
 *
 * @param headers in the order sent; date, length and request id are added on delivery
 */
record Answer(
    int status, Map<String, String> headers, String body, Trace trace, Delivery delivery) {

  static Answer json(int status, Object body) {
    return new Answer(
        status,
        Map.of("Content-Type", "application/json;charset=UTF-8"),
        Json.write(body),
        Trace.NONE,
        new Delivery.Whole());
  }

  static Answer text(int status, String contentType, String body) {
    return new Answer(
        status, Map.of("Content-Type", contentType), body, Trace.NONE, new Delivery.Whole());
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), "", Trace.NONE, new Delivery.Whole());
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body, trace, delivery);
  }

  Answer withBody(String otherBody) {
    return new Answer(status, headers, otherBody, trace, delivery);
  }

  Answer with(Trace otherTrace) {
    return new Answer(status, headers, body, otherTrace, delivery);
  }

  Answer with(Delivery otherDelivery) {
    return new Answer(status, headers, body, trace, otherDelivery);
  }

  /** Headers and body may hold credentials. */
  @Override
  public String toString() {
    return status + " " + trace;
  }
}
