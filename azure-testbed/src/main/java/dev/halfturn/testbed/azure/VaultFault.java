// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import java.time.Duration;
import java.util.Optional;

/**
 * What goes wrong with one request. The network is played here and not by a proxy in front, which
 * sees nothing but TLS.
 *
 * @param kind of fault
 * @param reply in place of the vault's own
 * @param delay before the answer
 */
public record VaultFault(Kind kind, Optional<VaultReply> reply, Duration delay) {

  /** What becomes of the request and its answer. */
  public enum Kind {
    /** It is answered without being looked at. */
    REFUSED,
    /** It is carried out and answered late. */
    LATE,
    /** It is carried out; the connection ends without an answer. */
    ANSWER_LOST,
    /** It is carried out; the connection ends in the middle of the answer. */
    ANSWER_CUT,
    /** It is not carried out; the connection ends without an answer. */
    REQUEST_LOST,
    /** It is not carried out; nothing is said until the vault is closed. */
    SILENCE
  }

  /** Answers something else, and does nothing. */
  public static VaultFault refused(VaultReply reply) {
    return new VaultFault(Kind.REFUSED, Optional.of(reply), Duration.ZERO);
  }

  /** Works as ever, and answers late. */
  public static VaultFault late(Duration delay) {
    return new VaultFault(Kind.LATE, Optional.empty(), delay);
  }

  /** A fault that needs no further words. */
  public static VaultFault of(Kind kind) {
    return new VaultFault(kind, Optional.empty(), Duration.ZERO);
  }
}
