// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Whether this process can do its work. It says no when no application can get a token, because
 * that is what no restart and no other instance mends, and nothing less: what people should do in
 * the next weeks is for reminders and alerts, and one seller's refused refresh token or one of
 * several applications must not take away the rest.
 */
enum Verdict {
  /** Tokens can be had, for one application at least. */
  WORKS,
  /** Nothing was read yet, or may not be listed. */
  UNKNOWN,
  /** The client secret of each application has ended, or Amazon refuses it. */
  NO_SECRET,
  /** The store cannot be read, and what was read before does not serve any more. */
  NO_STORE;

  /** How long tokens go on flowing with what was read last. */
  private static final Duration LAST_KNOWN_GOOD = Duration.ofHours(24);

  /**
   * Judges.
   *
   * @param rejected the applications all of whose secrets Amazon refuses
   */
  static Verdict of(StatusBoard.View view, Set<String> rejected, Instant now) {
    if (view.at().isEmpty()) {
      return view.problem().map(failure -> ofNothingRead(failure.code())).orElse(UNKNOWN);
    }
    if (view.problem().isPresent()
        && Duration.between(view.at().get(), now).compareTo(LAST_KNOWN_GOOD) > 0) {
      return NO_STORE;
    }
    boolean ended = view.apps().stream().allMatch(status -> isDead(status, rejected, now));
    return ended && !view.apps().isEmpty() && view.unreadable().isEmpty() ? NO_SECRET : WORKS;
  }

  /** A process may be allowed to read entries and not to list them. */
  private static Verdict ofNothingRead(ErrorCode code) {
    return code == ErrorCode.PERMISSION_DENIED || code == ErrorCode.UNSUPPORTED
        ? UNKNOWN
        : NO_STORE;
  }

  /** Whether no token can be had by an application, as far as is known. */
  static boolean isDead(RotationStatus status, Set<String> rejected, Instant now) {
    return rejected.contains(status.app())
        || status.secret().expiry().filter(expiry -> expiry.expiredAt(now)).isPresent();
  }
}
