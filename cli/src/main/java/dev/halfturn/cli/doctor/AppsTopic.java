// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import dev.halfturn.cli.output.Counts;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The applications: how long their secrets live, and rotations under way. */
final class AppsTopic {

  private static final String LABEL = Topic.APPS.text();

  /** Said of the notifiers themselves. */
  private static final Set<String> ELSEWHERE =
      Set.of(Condition.NO_NOTIFIER, Condition.NOTIFIER_BROKEN);

  private static final Duration LONG_AGO = Duration.ofDays(2);

  private AppsTopic() {}

  /**
   * @param unreadable what is wrong with those that have no status
   */
  static Finding judge(List<RotationStatus> statuses, List<Finding> unreadable) {
    List<Finding> apps = new ArrayList<>(statuses.stream().map(AppsTopic::judge).toList());
    apps.addAll(unreadable);
    return apps.isEmpty()
        ? Finding.warning(LABEL, "none yet").advising("halfturn app add")
        : Finding.of(LABEL, Counts.of(apps.size(), "application", "applications"), apps);
  }

  static Finding judge(RotationStatus status) {
    List<Finding> parts = new ArrayList<>();
    parts.add(secret(status));
    status.lastCheckAt().ifPresent(last -> parts.add(looked(status, last)));
    status
        .overlap()
        .ifPresent(
            overlap ->
                parts.add(
                    Finding.ok(
                        "overlap",
                        "v"
                            + overlap.previousVersion()
                            + " works until "
                            + Dates.moment(overlap.endsAt()))));
    RotationStatus.Rotation rotation = status.rotation();
    if (rotation.state() != RotationState.IDLE && rotation.state() != RotationState.PROMOTED) {
      parts.add(
          Finding.warning(
                  "rotation",
                  "pending" + rotation.lastError().map(error -> ": " + error).orElse(""))
              .advising("halfturn rotate " + status.app() + " --resume"));
    }
    status
        .handOver()
        .ifPresent(
            asked ->
                parts.add(
                    Finding.ok(
                        "handed over",
                        asked.rotationId()
                            + asked.to().map(address -> " to " + address).orElse("")
                            + " on "
                            + Dates.moment(asked.at()))));
    status.conditions().stream()
        .filter(condition -> !ELSEWHERE.contains(condition.type()))
        .forEach(condition -> parts.add(condition(condition)));
    return Finding.of(status.app(), "", parts);
  }

  /** To within a day: the record is not written more often for that alone. */
  private static Finding looked(RotationStatus status, Instant last) {
    String text = "last looked at " + Dates.moment(last);
    return last.plus(LONG_AGO).isBefore(status.at())
        ? Finding.warning("watch", text + ": nothing runs that would remind anybody")
            .advising("run 'halfturn serve', or 'halfturn remind' every hour")
        : Finding.ok("watch", text);
  }

  private static Finding secret(RotationStatus status) {
    String version = "v" + SecretVersion.shown(status.secret().version());
    String life =
        status
            .secret()
            .expiry()
            .map(
                (Expiry expiry) ->
                    version
                        + " expires "
                        + Dates.longDay(expiry.expiresAt())
                        + " ("
                        + expiry.daysLeft(status.at())
                        + " d)")
            .orElse(version + " expires at an unknown time");
    String rotate = "halfturn rotate " + status.app();
    return switch (status.state()) {
      case FRESH -> Finding.ok("secret", life);
      case DUE -> Finding.warning("secret", life + ", due for rotation").advising(rotate);
      case EXPIRED -> Finding.failure("secret", life).advising(rotate);
      case EXPIRY_UNKNOWN ->
          Finding.warning("secret", life)
              .advising("halfturn app add " + status.app() + " --expires DATE");
      case UNTRACKED ->
          Finding.warning("secret", life + ", not tracked yet")
              .advising("halfturn remind " + status.app());
    };
  }

  private static Finding condition(Condition condition) {
    String text = condition.type() + ": " + condition.message();
    return condition.severity() == Severity.CRITICAL
        ? Finding.failure("state", text)
        : condition.severity() == Severity.WARNING
            ? Finding.warning("state", text)
            : Finding.ok("state", text);
  }
}
