// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import dev.halfturn.cli.output.Dates;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.rotation.RotationStatus.NotifierState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The notifiers: whether anybody would be told. */
final class NotifiersTopic {

  private static final String LABEL = Topic.NOTIFIERS.text();
  private static final String LOG = "log";

  private NotifiersTopic() {}

  /**
   * @param names those that are configured
   */
  static Finding judge(List<String> names, List<RotationStatus> statuses) {
    if (names.isEmpty()) {
      return Finding.failure(LABEL, "none: nobody would be told")
          .advising("name one in 'notifiers'; 'halfturn plugins' lists what there is");
    }
    List<Finding> parts = names.stream().map(name -> judge(name, statuses)).toList();
    Finding all = Finding.of(LABEL, String.join(", ", names), parts);
    return names.equals(List.of(LOG))
        ? all.advising("only who reads the log is told; configure one that reaches people")
        : all;
  }

  private static Finding judge(String name, List<RotationStatus> statuses) {
    List<NotifierState> states =
        statuses.stream()
            .flatMap(status -> status.notifiers().stream())
            .filter(state -> state.name().equals(name))
            .toList();
    Optional<Instant> last =
        states.stream()
            .flatMap(state -> state.lastDeliveredAt().stream())
            .max(Comparator.naturalOrder());
    String text =
        last.map(at -> "last delivered " + Dates.moment(at)).orElse("nothing delivered yet");
    if (states.stream().anyMatch(NotifierState::broken)) {
      return Finding.failure(name, "refused the last notice for good; " + text)
          .advising("see what it needs, then 'halfturn remind'");
    }
    return last.isPresent() ? Finding.ok(name, text) : Finding.warning(name, text);
  }
}
