// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What can have been done. A closed list: members are added, never renamed. In the log each is
 * written as its {@link #text()}.
 */
public enum AuditAction {
  /** A new client secret is about to be made: by a person in the console, or by a call. */
  ROTATION_REQUESTED,
  /** A new client secret lies in the inbox. */
  ROTATION_RECEIVED,
  /** It is the current one, and the one before it the previous one. */
  ROTATION_PROMOTED,
  /** It was read back from the store and exchanged once more. */
  ROTATION_CONFIRMED,
  /** The secret before the current one is about to be put back in its place. */
  ROTATION_ROLLED_BACK,
  /** The previous secret has ended and was removed. */
  ROTATION_SETTLED,
  /**
   * A secret in a full inbox that was never to become current, and that Amazon refuses, was removed
   * to make room.
   */
  SECRET_DISCARDED,
  /** A person insists, and says why. */
  ROTATION_FORCED,
  /** A client secret is about to take the current one's place untried, because a person says so. */
  SECRET_REPLACED,
  /** A value is about to leave the store for a person or a program. */
  SECRET_READ,
  /** A value is about to be written by hand. */
  SECRET_WRITTEN,
  /** An entry is about to be deleted by hand. */
  SECRET_DELETED,
  /** An application or a seller was added, or its credentials replaced. */
  APPLICATION_ADDED,
  /** An application or a seller is about to be removed. */
  APPLICATION_REMOVED,
  /** A reminder was acknowledged. */
  REMINDER_ACKNOWLEDGED,
  /** A notice of no consequence was sent. */
  NOTIFIER_TESTED,
  /** A program around a promotion was run. */
  HOOK_RUN,
  /** Entries are about to be copied from one store to another. */
  STORE_COPIED,
  /** The keys of a store are about to change. */
  STORE_REKEYED,
  /** A store is about to be put in order after damage. */
  STORE_RECOVERED,
  /** The first line of all. */
  LOG_BEGUN,
  /** The first line of a file that goes on where another ended. */
  LOG_CONTINUED,
  /** The line before this one was cut off, by a crash or a full disk. */
  LOG_SEALED,
  /** Lines that were written once are not there any more. */
  LOG_LOST;

  /** As in the log, such as {@code rotation-promoted}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The action of that {@link #text()}; empty for what a later release may have written. */
  public static Optional<AuditAction> of(String text) {
    return Arrays.stream(values()).filter(action -> action.text().equals(text)).findFirst();
  }
}
