// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The tries of one new secret so far.
 *
 * @param count how many
 * @param refusedSince since when Amazon has answered {@code invalid_client}
 * @param heldSince since when a successful exchange has been followed by "secret expired" at the
 *     SP-API
 * @param retryAt when to try again; once it has passed, when to try newer ones again that were
 *     refused
 */
public record Trials(
    int count,
    Optional<Instant> refusedSince,
    Optional<Instant> heldSince,
    Optional<Instant> retryAt) {

  /** None yet. */
  static final Trials NONE = new Trials(0, Optional.empty(), Optional.empty(), Optional.empty());

  public Trials {
    Objects.requireNonNull(refusedSince);
    Objects.requireNonNull(heldSince);
    Objects.requireNonNull(retryAt);
  }

  /** Of a secret that has been refused for some time, how often nobody knows. */
  static Trials refusedSince(Instant since) {
    return new Trials(0, Optional.of(since), Optional.empty(), Optional.empty());
  }

  /** The same, to be tried at once. */
  Trials dueNow() {
    return new Trials(count, refusedSince, heldSince, Optional.empty());
  }

  /** One more try, and Amazon refused it. */
  Trials refused(Instant now) {
    Instant since = refusedSince.orElse(now);
    return new Trials(
        count + 1,
        Optional.of(since),
        Optional.empty(),
        Optional.of(RetrySchedule.afterRefusal(since, now)));
  }

  /** One more try; it exchanged, and the SP-API called it expired. */
  Trials held(Instant now) {
    Instant since = heldSince.orElse(now);
    return new Trials(
        count + 1,
        Optional.empty(),
        Optional.of(since),
        Optional.of(RetrySchedule.afterRefusal(since, now)));
  }

  /** One more try that taught nothing. */
  Trials withoutVerdict(Instant now) {
    return new Trials(
        count + 1,
        refusedSince,
        heldSince,
        Optional.of(RetrySchedule.afterNoVerdict(count + 1, now)));
  }

  /** The same, to be looked at again then. */
  Trials againAt(Instant when) {
    return new Trials(count, refusedSince, heldSince, Optional.of(when));
  }

  /** One more try, and it passed. */
  Trials passed() {
    return new Trials(count + 1, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
