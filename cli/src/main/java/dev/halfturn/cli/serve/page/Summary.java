// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import dev.halfturn.cli.serve.LifeCycle;
import java.util.Comparator;
import java.util.List;

/** How it all stands, in a sentence or two. */
final class Summary {

  private final Overview overview;
  private final List<AppView> apps;

  /**
   * @param apps the most urgent first
   */
  Summary(Overview overview, List<AppView> apps) {
    this.overview = overview;
    this.apps = apps;
  }

  String sentence() {
    if (overview.state() == LifeCycle.State.STARTING) {
      return "Starting: the store is not open yet.";
    }
    if (apps.isEmpty()) {
      return "Nothing to look after yet.";
    }
    long expired = apps.stream().filter(app -> app.daysLeft().orElse(0L) < 0).count();
    long unknown = apps.stream().filter(app -> app.expiry().isEmpty()).count();
    if (expired > 0) {
      return expired == 1
          ? "One secret has expired: Amazon refuses it."
          : expired + " secrets have expired: Amazon refuses them.";
    }
    if (unknown == apps.size()) {
      return "Nobody has said when the secrets end.";
    }
    AppView first =
        apps.stream()
            .filter(app -> app.expiry().isPresent())
            .min(Comparator.comparing(app -> app.expiry().orElseThrow().expiresAt()))
            .orElseThrow();
    long left = first.daysLeft().orElseThrow();
    return (apps.size() == 1 ? "The secret of " : "The next secret to end is that of ")
        + first.app()
        + (apps.size() == 1 ? " ends " : ", ")
        + (left == 0 ? "within a day." : "in " + Ago.count(left, "day") + ".")
        + unknown(unknown);
  }

  private static String unknown(long number) {
    return switch ((int) number) {
      case 0 -> "";
      case 1 -> " Of one, nobody knows the end.";
      default -> " Of " + number + ", nobody knows the end.";
    };
  }
}
