// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the operating system refused, in Halfturn's words. Its exceptions name paths and reasons,
 * never content, so they may stay attached as causes.
 */
public final class FileProblems {

  // Java passes on no error numbers, only the text of the C library or of Windows
  private static final List<String> FULL =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "File too large",
          "There is not enough space on the disk");
  private static final String READ_ONLY = "Read-only file system";

  private FileProblems() {}

  /** A write that failed before it took effect: what was stored still stands. */
  public static HalfturnException notWritten(Path file, IOException cause) {
    if (isFull(cause)) {
      return new HalfturnException(
          Problem.of(
                  ErrorCode.UNAVAILABLE,
                  "STORE_FULL",
                  "no space to write '" + file + "': " + reason(cause))
              .withHint("free some space or raise the quota, then repeat; nothing was changed"),
          cause);
    }
    if (isReadOnly(cause)) {
      return new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "STORE_READ_ONLY",
                  "'" + file + "' cannot be written: " + reason(cause))
              .withHint("make the directory writable for this user; nothing was changed"),
          cause);
    }
    return notDurable(file, "nothing was changed", cause);
  }

  /** A write of which nobody can say whether it would survive a power failure. */
  public static HalfturnException notDurable(Path file, String state, IOException cause) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.UNAVAILABLE,
                "DURABILITY_UNKNOWN",
                "writing '" + file + "' failed: " + reason(cause) + "; " + state)
            .withHint("check the disk and the system's log, then repeat"),
        cause);
  }

  /** A read that failed. */
  public static HalfturnException notRead(Path file, IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return new HalfturnException(
          Problem.of(ErrorCode.PERMISSION_DENIED, "'" + file + "' may not be read by this user")
              .withHint("run as the user who owns it"),
          cause);
    }
    return new HalfturnException(
        Problem.of(ErrorCode.UNAVAILABLE, "cannot read '" + file + "': " + reason(cause))
            .withHint("check the disk and the system's log"),
        cause);
  }

  /** Something about a file lets others read or replace it. */
  public static HalfturnException insecure(String what, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.PERMISSION_DENIED, "STORE_INSECURE", what).withHint(hint));
  }

  static boolean isFull(IOException cause) {
    String reason = reason(cause);
    return FULL.stream().anyMatch(reason::contains);
  }

  static boolean isReadOnly(IOException cause) {
    return cause instanceof AccessDeniedException || reason(cause).contains(READ_ONLY);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof ClosedByInterruptException) {
      return "interrupted";
    }
    String reason =
        cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
    return reason == null ? cause.getClass().getSimpleName() : reason;
  }
}
