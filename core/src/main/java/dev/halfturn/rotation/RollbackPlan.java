// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What putting an application's earlier client secret back would change. Holds no secret.
 *
 * @param from the current secret
 * @param to the one before, which is to be the current one again
 * @param endsAt from when on Amazon refuses that one, as far as is known; UTC
 */
public record RollbackPlan(Fingerprint from, Fingerprint to, Optional<Instant> endsAt) {

  public RollbackPlan {
    Objects.requireNonNull(from);
    Objects.requireNonNull(to);
    Objects.requireNonNull(endsAt);
  }

  /**
   * Decides by what the store knows; whether Amazon agrees is another question.
   *
   * @param earlier the one to put back, if there is any
   * @param waiting whether a newer secret than the current one has not been proved yet
   * @throws HalfturnException as {@link Rotator#rollback}
   */
  static RollbackPlan decide(
      String app,
      RotationRecord record,
      Optional<Fingerprint> earlier,
      boolean waiting,
      Instant now) {
    if (waiting) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "ROTATION_UNDER_WAY",
                  "a rotation of application '" + app + "' is under way, and not at its end")
              .withHint(
                  "the current secret is still the one before it; go on: halfturn rotate "
                      + app
                      + " --resume"));
    }
    Fingerprint to =
        earlier
            .filter(fingerprint -> !fingerprint.equals(record.current().fingerprint()))
            .orElseThrow(() -> nothingThere(app));
    Optional<Instant> endsAt =
        record
            .previous()
            .filter(known -> known.fingerprint().equals(to))
            .map(RetiredSecret::diesAt);
    endsAt
        .filter(end -> !end.plus(RotationEngine.SETTLE_MARGIN).isAfter(now))
        .ifPresent(
            end -> {
              throw new HalfturnException(
                  Problem.of(
                          ErrorCode.FAILED_PRECONDITION,
                          "PREVIOUS_ENDED",
                          "Amazon refuses the client secret of application '"
                              + app
                              + "' before the current one since "
                              + end)
                      .withHint("there is no way back; make a new one in the console instead"));
            });
    return new RollbackPlan(record.current().fingerprint(), to, endsAt);
  }

  private static HalfturnException nothingThere(String app) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.NOT_FOUND,
                "NO_PREVIOUS_SECRET",
                "application '" + app + "' has no client secret before the current one")
            .withHint("it is kept only as long as Amazon may accept it"));
  }
}
