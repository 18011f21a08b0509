// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;

/** Faults as people and scripts order them, in JSON. */
final class FaultReader {

  private static final Duration DRIP = Duration.ofSeconds(1);
  private static final int HUGE = 64 << 20;

  private FaultReader() {}

  /**
   * Reads {@code fault} and what belongs to it.
   *
   * @throws IllegalArgumentException if it is not understood
   */
  static Fault read(JsonInput input) {
    String name = input.requiredText("fault");
    return switch (name) {
      case "latency" -> Fault.latency(input.requiredDuration("time"));
      case "status" -> Fault.status(status(input, 503));
      case "throttle" -> Fault.throttle(input.duration("retryAfter"));
      case "lwa-error" ->
          Fault.lwaError(
              status(input, 400),
              input.requiredText("error"),
              input.text("description").orElse("ordered from the simulator"));
      case "sp-api-error" ->
          Fault.spApiError(
              status(input, 403),
              input.requiredText("code"),
              input.text("message").orElse("ordered from the simulator"),
              input.text("details").orElse(""));
      case "html" -> Fault.html(status(input, 503));
      case "body" ->
          Fault.body(
              status(input, 200),
              input.text("contentType").orElse("application/json"),
              input.requiredText("text"));
      case "reset" -> Fault.reset();
      case "empty" -> Fault.empty();
      case "lose-answer" -> Fault.loseAnswer();
      case "cut" -> Fault.cut();
      case "truncate" -> Fault.truncate();
      case "drip" -> Fault.drip(input.duration("time").orElse(DRIP));
      case "huge" -> Fault.huge(input.number("bytes").orElse(HUGE));
      case "gzip-bomb" -> Fault.gzipBomb(input.number("bytes").orElse(HUGE));
      case "content-type" -> Fault.contentType(input.requiredText("contentType"));
      case "expires-in" -> Fault.expiresIn(input.any("value"));
      default ->
          throw new IllegalArgumentException(
              "no such fault; there are latency, status, throttle, lwa-error, sp-api-error, html,"
                  + " body, reset, empty, lose-answer, cut, truncate, drip, huge, gzip-bomb,"
                  + " content-type, expires-in");
    };
  }

  private static int status(JsonInput input, int otherwise) {
    return input.number("status").orElse(otherwise);
  }
}
