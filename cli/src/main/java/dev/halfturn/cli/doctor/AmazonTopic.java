// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.token.Reachability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Amazon: whether it is reached, and whether this computer's clock agrees with it. */
final class AmazonTopic {

  private static final String LABEL = Topic.AMAZON.text();

  /** Above this, irreversible steps are not taken. */
  private static final Duration TRUSTED = Duration.ofMinutes(5);

  private static final Duration A_DAY = Duration.ofDays(1);

  private AmazonTopic() {}

  static Finding examine(Invocation invocation) {
    Endpoints endpoints = invocation.quietConfiguration().endpoints();
    String host = endpoints.lwa().getRawAuthority();
    try {
      Reachability.Answer answer = new Reachability(endpoints).ask();
      return Finding.of(
          LABEL,
          host,
          List.of(
              Finding.ok("answer", "after " + answer.took().toMillis() + " ms"),
              clock(answer.serverTime(), invocation.now())));
    } catch (HalfturnException e) {
      return Finding.of(
          LABEL, host, List.of(Finding.failure("answer", e.getMessage()).advising(e.hint())));
    }
  }

  /** How this computer's clock stands beside Amazon's. */
  static Finding clock(Optional<Instant> amazon, Instant here) {
    if (amazon.isEmpty()) {
      return Finding.warning("clock", "Amazon's answer does not tell the time");
    }
    Duration ahead = Duration.between(amazon.get(), here);
    Duration skew = ahead.abs();
    String text =
        skew.toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of") + " Amazon's";
    if (skew.compareTo(TRUSTED) <= 0) {
      return Finding.ok("clock", skew.toSeconds() <= 1 ? "agrees with Amazon's" : text);
    }
    return (skew.compareTo(A_DAY) <= 0
            ? Finding.warning("clock", text)
            : Finding.failure("clock", text))
        .advising("set this computer's clock, by NTP if possible");
  }
}
