// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.util.List;
import java.util.Optional;

/**
 * One entry as it stands in the JSON, with positions instead of values, so that a secret is decoded
 * only when it is asked for.
 *
 * @param last the highest sequence number ever used for the entry
 * @param versions newest first; none if the entry was deleted
 */
record EncodedEntry(long last, List<Version> versions) {

  static final EncodedEntry NEVER_EXISTED = new EncodedEntry(0, List.of());

  Optional<Version> newest() {
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(0));
  }

  /**
   * @param start where the version's object begins
   * @param end behind it
   * @param valueStart where the base64url of the value begins
   * @param valueEnd behind it
   */
  record Version(long at, long seq, int start, int end, int valueStart, int valueEnd) {}
}
