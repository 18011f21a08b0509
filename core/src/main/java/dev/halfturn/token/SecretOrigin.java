// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

/** Which of an application's stored client secrets one is. */
public enum SecretOrigin {
  /** The one every reader uses. */
  CURRENT,
  /** Received, not yet promoted. */
  INBOX,
  /** The one before the current one. */
  PREVIOUS
}
