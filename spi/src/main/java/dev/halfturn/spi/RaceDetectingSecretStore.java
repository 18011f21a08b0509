// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Optional;

/**
 * A store that cannot compare before it writes, but sees afterwards whether somebody else has
 * written in between. What {@link ConditionalSecretStore} prevents, this one mends.
 */
public interface RaceDetectingSecretStore extends SecretStore {

  /**
   * Stores the value as {@link #put} does. If the entry's current version was no longer the
   * expected one, what was there is put back: for a moment readers <em>may</em> see the value. Both
   * values must therefore be harmless to readers.
   *
   * @param expectedVersionId empty if there was no entry
   * @return the new version; empty if somebody else was faster, whose value is the current one then
   */
  Optional<SecretVersion> putUnlessOvertaken(
      SecretName name, SecretValue value, Optional<String> expectedVersionId);
}
