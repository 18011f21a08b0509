// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which word was meant by another; what merely looks alike would send people the wrong way. */
final class Nearness {

  private static final int MOST_DIFFERENT_LETTERS = 2;
  private static final int SHORTEST_BEGINNING = 2;

  private Nearness() {}

  /** The nearest of them, if it begins like the word or has nearly all letters in common. */
  static Optional<String> of(String given, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> isNear(given, candidate))
        .min(
            Comparator.<String>comparingInt(candidate -> differentLetters(given, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean isNear(String given, String meant) {
    int different = differentLetters(given, meant);
    return (given.length() > SHORTEST_BEGINNING && meant.startsWith(given))
        || (different <= MOST_DIFFERENT_LETTERS && 2 * different < given.length());
  }

  private static int differentLetters(String a, String b) {
    List<Integer> onlyInA = letters(a);
    List<Integer> onlyInB = letters(b);
    onlyInA.removeIf(letter -> onlyInB.remove((Object) letter));
    return onlyInA.size() + onlyInB.size();
  }

  private static List<Integer> letters(String text) {
    return new ArrayList<>(text.chars().boxed().toList());
  }
}
