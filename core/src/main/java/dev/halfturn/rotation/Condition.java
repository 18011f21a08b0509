// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.Audit;
import dev.halfturn.spi.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * Something about an application that is not as it should be.
 *
 * @param type stable upper-case name, such as {@link #NOTIFIER_BROKEN}
 * @param severity how bad
 * @param since when it began, if known; UTC
 * @param message one line without a secret
 */
public record Condition(String type, Severity severity, Optional<Instant> since, String message) {

  /** This computer's clock is behind a time Amazon has already named. */
  public static final String CLOCK_ROLLED_BACK = "CLOCK_ROLLED_BACK";

  /** At the last exchange this computer's clock differed from Amazon's by more than 5 minutes. */
  public static final String CLOCK_UNTRUSTED = "CLOCK_UNTRUSTED";

  /** A notifier refused a notice for good. */
  public static final String NOTIFIER_BROKEN = "NOTIFIER_BROKEN";

  /** Nobody would be told: no notifier is configured. */
  public static final String NO_NOTIFIER = "NO_NOTIFIER";

  /** A reminder that is due did not get through to those it has to reach. */
  public static final String NOT_TOLD = "NOT_TOLD";

  /** Amazon refuses the new secret of a rotation so far. */
  public static final String SUSPECT = "SUSPECT";

  /** It cannot be written down who does what; see {@link Audit#DEGRADED}. */
  public static final String AUDIT_DEGRADED = Audit.DEGRADED;

  /** Amazon was asked for a new secret, and none has arrived in time. */
  public static final String STALLED = "STALLED";

  /** Something has to be done before Amazon can be asked for a new secret. */
  public static final String BLOCKED = "BLOCKED";

  /** A new secret waits in the queue, because the store does not take it. */
  public static final String SECRET_NOT_STORED = Trouble.SECRET_NOT_STORED;

  static final Comparator<Condition> WORST_FIRST =
      Comparator.comparing(Condition::severity).reversed().thenComparing(Condition::type);

  public Condition {
    Objects.requireNonNull(type);
    Objects.requireNonNull(severity);
    Objects.requireNonNull(since);
    Objects.requireNonNull(message);
  }

  static Condition auditDegraded(String problem) {
    return new Condition(AUDIT_DEGRADED, Severity.WARNING, Optional.empty(), problem);
  }
}
