// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody who mistyped may have meant. */
public final class Suggestion {

  private static final int LONGEST = 200;

  private Suggestion() {}

  /** The nearest candidate, if it differs by no more than a third of its characters. */
  public static Optional<String> of(String given, Collection<String> candidates) {
    if (given.length() > LONGEST) {
      return Optional.empty();
    }
    return candidates.stream()
        .filter(candidate -> distance(given, candidate) <= Math.max(1, candidate.length() / 3))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(given, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * Fewest insertions, deletions, replacements and swaps of neighbours that make one the other
   * (Damerau and Levenshtein's distance, each character touched once).
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
