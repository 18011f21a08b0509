// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a secret. Times are whole seconds.
 *
 * @param id 32 hexadecimal digits, in no order
 * @param value not part of the text form
 * @param contentType what the writer says of it
 * @param tags of the writer; everybody who may list reads them
 * @param attributes which alone can be changed later, with tags and content type
 * @param created when it was written
 * @param updated when it was last changed
 * @see <a href="https://learn.microsoft.com/azure/key-vault/secrets/about-secrets">about
 *     secrets</a>
 */
public record VaultVersion(
    String id,
    String value,
    Optional<String> contentType,
    Map<String, String> tags,
    Attributes attributes,
    Instant created,
    Instant updated) {

  /**
   * What may be changed.
   *
   * @param enabled whether the value can be read
   * @param notBefore informational
   * @param expires informational
   */
  public record Attributes(
      boolean enabled, Optional<Instant> notBefore, Optional<Instant> expires) {

    /** Those of a writer who says nothing of them. */
    public static final Attributes NONE = new Attributes(true, Optional.empty(), Optional.empty());
  }

  VaultVersion changed(
      Optional<String> contentType, Map<String, String> tags, Attributes changed, Instant now) {
    return new VaultVersion(id, value, contentType, tags, changed, created, now);
  }

  VaultVersion enabled(boolean enabled, Instant now) {
    return changed(
        contentType,
        tags,
        new Attributes(enabled, attributes.notBefore(), attributes.expires()),
        now);
  }

  @Override
  public String toString() {
    return id;
  }
}
