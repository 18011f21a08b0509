// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

/**
 * A call without a whole answer. The message is one of ours and has no cause: the JDK's texts may
 * quote what was received.
 */
public final class HttpFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** No connection, or it broke. */
    BROKEN,
    /** The time is over. */
    TIMEOUT,
    /** The peer is not who it should be. */
    UNTRUSTED,
    /** The answer is larger than allowed, or not HTTP. */
    UNREADABLE
  }

  private final Kind kind;

  HttpFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }
}
