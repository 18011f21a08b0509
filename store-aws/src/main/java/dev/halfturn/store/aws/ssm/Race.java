// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;

/**
 * Who won, as everybody who reads the same history sees it: a write is valid if it took the place
 * of the last valid one, or if nobody raced for it.
 */
final class Race {

  private final Set<VersionId> valid = new HashSet<>(); // all with the value of the winner
  private VersionId winner;
  private VersionId newest;

  /**
   * @param history oldest first
   * @param from a version that was valid
   */
  Race(List<ParameterHistory> history, VersionId from) {
    win(from);
    newest = from;
    String before = "";
    for (ParameterHistory version : history) {
      String description = version.description() == null ? "" : version.description();
      if (version.version() > from.number()) {
        newest = VersionId.of(version.version(), version.lastModifiedDate());
        judge(description.equals(before) ? "" : description);
      }
      before = description;
    }
  }

  private void judge(String description) {
    Mark.parse(description)
        .ifPresentOrElse(
            mark -> {
              if (valid.contains(mark.version())) {
                switch (mark.kind()) {
                  case REPLACES -> win(newest);
                  case RESTORES -> valid.add(newest);
                }
              }
            },
            () -> win(newest));
  }

  private void win(VersionId version) {
    valid.clear();
    valid.add(version);
    winner = version;
  }

  /** The version that has the value which is to be current. */
  VersionId winner() {
    return winner;
  }

  /** The version that is current. */
  VersionId newest() {
    return newest;
  }

  /** Whether the value that is current is the winner's. */
  boolean isOver() {
    return valid.contains(newest);
  }
}
