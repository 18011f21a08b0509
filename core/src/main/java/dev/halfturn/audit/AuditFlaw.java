// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The first place at which a log is not as it was written.
 *
 * @param file where
 * @param line its number there, from 1
 * @param kind what is the matter
 * @param text one line, for people
 */
public record AuditFlaw(Path file, long line, Kind kind, String text) {

  /** What can be the matter. */
  public enum Kind {
    /** The line was changed after it was written. */
    CHANGED,
    /** Lines that stood before this one, or here, are gone. */
    MISSING,
    /** The line stands where it was not written. */
    MOVED,
    /** It is no line of a log. */
    UNREADABLE
  }

  public AuditFlaw {
    Objects.requireNonNull(file);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(text);
  }
}
