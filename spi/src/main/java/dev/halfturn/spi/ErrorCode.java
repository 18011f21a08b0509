// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

/** What kind of failure happened. Callers act on the code, never on the text or the Java type. */
public enum ErrorCode {
  /** The application, entry, version or file does not exist. */
  NOT_FOUND(false),
  /** The caller is known but not allowed; or a file is open to more people than it may be. */
  PERMISSION_DENIED(false),
  /** The credential or key presented was refused. */
  UNAUTHENTICATED(false),
  /** The argument can never work, whatever the state of the system. */
  INVALID_ARGUMENT(false),
  /** This plug-in, format or version cannot do what was asked. */
  UNSUPPORTED(false),
  /** Somebody else changed or holds the thing; read again, then decide. */
  CONFLICT(false),
  /** The system is not in the state this operation needs (closed, read-only, limits). */
  FAILED_PRECONDITION(false),
  /** Stored data is damaged, altered or rolled back. Nothing was written. */
  CORRUPT(false),
  /** Too many calls; wait, then repeat. */
  RATE_LIMITED(true),
  /** The other side does not answer or is failing; nothing is said about the request itself. */
  UNAVAILABLE(true),
  /** No answer in time; the request may or may not have been carried out. */
  TIMEOUT(true),
  /** A fault of Halfturn or of a plug-in. */
  INTERNAL(false);

  private final boolean retryable;

  ErrorCode(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether the same call may succeed later without anything else being changed. */
  public boolean retryable() {
    return retryable;
  }
}
