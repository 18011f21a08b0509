// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * Something a plug-in has looked at. Nothing in it is secret.
 *
 * @param level how it is
 * @param label what it is, in a word or two
 * @param text what was seen, one line
 * @param advice what to do about it, one line: a command where there is one
 */
public record Observed(Level level, String label, String text, Optional<String> advice) {

  /** How something is, best first. */
  public enum Level {
    OK,
    /** Nobody could look. */
    UNKNOWN,
    WARNING,
    FAILURE
  }

  public Observed {
    Objects.requireNonNull(level);
    Objects.requireNonNull(label);
    text = Problem.oneLine(text);
    advice = advice.map(Problem::oneLine);
  }

  /** Without advice. */
  public static Observed of(Level level, String label, String text) {
    return new Observed(level, label, text, Optional.empty());
  }

  /** The same with advice. */
  public Observed advising(String whatToDo) {
    return new Observed(level, label, text, Optional.of(whatToDo));
  }
}
