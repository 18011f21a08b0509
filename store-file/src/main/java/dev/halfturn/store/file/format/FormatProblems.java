// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;

/** The ways in which a store file is refused; one place, so that a name keeps one meaning. */
final class FormatProblems {

  private FormatProblems() {}

  /** The bytes are not a store file of this format, whatever the key. */
  static HalfturnException corrupt(String what) {
    return new HalfturnException(
        Problem.of(ErrorCode.CORRUPT, "STORE_CORRUPT", "the store file is damaged: " + what)
            .withHint("run 'halfturn store recover', or restore a backup"));
  }

  /** The key is right and the bytes are not those that were written with it. */
  static HalfturnException tampered(String what) {
    return new HalfturnException(
        Problem.of(ErrorCode.CORRUPT, "STORE_TAMPERED", "the store file was altered: " + what)
            .withHint(
                "find out who changed it, then run 'halfturn store recover' or restore a backup"));
  }

  static HalfturnException unsupported(String needed) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.UNSUPPORTED,
                "UNSUPPORTED_VERSION",
                "the store file needs a newer halfturn: " + needed)
            .withHint("upgrade halfturn; the file was left as it is"));
  }

  static HalfturnException wrongKey(String message, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.UNAUTHENTICATED, "WRONG_KEY", message).withHint(hint));
  }

  static HalfturnException kdfLimit(String message, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.FAILED_PRECONDITION, "KDF_LIMIT", message).withHint(hint));
  }

  static HalfturnException tooLarge() {
    return precondition(
        "STORE_TOO_LARGE",
        "the store would grow beyond 16 MiB",
        "delete entries, keep fewer versions, or use a second store");
  }

  static HalfturnException precondition(String reason, String message, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.FAILED_PRECONDITION, reason, message).withHint(hint));
  }

  static HalfturnException notFound(String reason, String message) {
    return new HalfturnException(Problem.of(ErrorCode.NOT_FOUND, reason, message));
  }

  static HalfturnException illegal(String reason, String message, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, reason, message).withHint(hint));
  }
}
