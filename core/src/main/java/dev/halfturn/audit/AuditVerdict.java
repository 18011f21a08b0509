// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a log.
 *
 * @param files those that were read, the oldest first; none if there is no log yet
 * @param lines how many lines were found right, up to the flaw if there is one
 * @param last SHA-256 of the last line that was found right, in hexadecimal: kept elsewhere, it
 *     shows later that nothing up to it was changed; empty if there is none
 * @param flaw the first place that is not as it was written
 * @param notes what is no flaw and should be known
 */
public record AuditVerdict(
    List<Path> files,
    long lines,
    Optional<String> last,
    Optional<AuditFlaw> flaw,
    List<String> notes) {
  public AuditVerdict {
    files = List.copyOf(files);
    Objects.requireNonNull(last);
    Objects.requireNonNull(flaw);
    notes = List.copyOf(notes);
  }
}
