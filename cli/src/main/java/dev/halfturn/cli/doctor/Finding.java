// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that was looked at.
 *
 * @param label what, in a word
 * @param level how it is; a finding with findings of its own is as bad as the worst of them
 * @param text what was seen, one line
 * @param advice what to do about it
 * @param findings its parts
 */
public record Finding(
    String label, Level level, String text, Optional<String> advice, List<Finding> findings) {

  /** How something is, best first. */
  public enum Level {
    /** Nobody looked, because something else stands in the way. */
    SKIPPED,
    OK,
    WARNING,
    FAILURE
  }

  public Finding {
    findings = List.copyOf(findings);
  }

  public static Finding ok(String label, String text) {
    return new Finding(label, Level.OK, text, Optional.empty(), List.of());
  }

  public static Finding skipped(String label, String text) {
    return new Finding(label, Level.SKIPPED, text, Optional.empty(), List.of());
  }

  public static Finding warning(String label, String text) {
    return new Finding(label, Level.WARNING, text, Optional.empty(), List.of());
  }

  public static Finding failure(String label, String text) {
    return new Finding(label, Level.FAILURE, text, Optional.empty(), List.of());
  }

  /** The same with advice. */
  public Finding advising(String whatToDo) {
    return advising(Optional.of(whatToDo));
  }

  /** The same with advice, if there is any. */
  public Finding advising(Optional<String> whatToDo) {
    return new Finding(label, level, text, whatToDo, findings);
  }

  /** Something that is as good as its parts. */
  public static Finding of(String label, String text, List<Finding> parts) {
    Level worst = parts.stream().map(Finding::level).max(Level::compareTo).orElse(Level.OK);
    return new Finding(label, worst, text, Optional.empty(), parts);
  }

  /** How many of the findings that have no parts are of this level. */
  public long count(Level wanted) {
    return leaves().filter(leaf -> leaf.level == wanted).count();
  }

  private Stream<Finding> leaves() {
    return findings.isEmpty() ? Stream.of(this) : findings.stream().flatMap(Finding::leaves);
  }
}
