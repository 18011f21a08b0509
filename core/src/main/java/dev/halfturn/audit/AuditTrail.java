// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** What an {@link AuditLog} has written, as it is now. Reads only. */
public final class AuditTrail {

  private final AuditFiles files;

  /**
   * @param file the file that is written to; those that are full lie beside it
   */
  public AuditTrail(Path file) {
    this.files = new AuditFiles(file);
  }

  /**
   * Reads all entries, the oldest first; lines that are none are left out. Nothing if there is no
   * log yet.
   *
   * @throws HalfturnException {@link ErrorCode#UNAVAILABLE} if it cannot be read
   */
  public void read(Consumer<AuditEntry> reader) {
    try {
      for (Path file : files.all(AuditMark.read(files.mark())).values()) {
        AuditLines lines = new AuditLines(Files.readAllBytes(file));
        for (long number = 1; lines.next(); number++) {
          AuditLine.parse(lines.line()).flatMap(new At(file, number)::entry).ifPresent(reader);
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private record At(Path file, long number) {
    Optional<AuditEntry> entry(AuditLine line) {
      return line.entry(file, number);
    }
  }

  /**
   * Looks whether each line is as it was written, where it was written, and none is missing. What
   * was written first may have been taken away by whole files; that is noted, and no flaw.
   *
   * @throws HalfturnException as {@link #read}
   */
  public AuditVerdict verify() {
    try {
      Optional<AuditMark> lock = lock();
      try {
        Optional<AuditMark.End> mark = AuditMark.read(files.mark());
        AuditCheck check = new AuditCheck(mark);
        SortedMap<Integer, Path> all = files.all(mark);
        for (Map.Entry<Integer, Path> file : all.entrySet()) {
          check.file(file.getKey(), file.getValue(), Files.readAllBytes(file.getValue()));
        }
        return check.verdict(all, files);
      } finally {
        if (lock.isPresent()) {
          lock.get().close();
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** So that nobody writes meanwhile; whoever may only read does without. */
  private Optional<AuditMark> lock() {
    try {
      return Files.isWritable(files.mark())
          ? Optional.of(AuditMark.open(files.mark()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private HalfturnException unreadable(IOException e) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.UNAVAILABLE,
                "the audit log "
                    + files.current()
                    + " cannot be read ("
                    + e.getClass().getSimpleName()
                    + ")")
            .withHint("see audit.path"));
  }
}
