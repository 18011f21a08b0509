// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a vault takes.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates">names</a>
 * @see <a href="https://learn.microsoft.com/azure/key-vault/secrets/about-secrets">values of at
 *     most 25 KB</a>
 * @see <a href="https://learn.microsoft.com/azure/key-vault/general/service-limits">limits</a>
 */
final class VaultRules {

  /** Most items of a page. */
  static final int PAGE = 25;

  private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-]{1,127}");
  private static final int MAX_VALUE = 25 * 1024;
  private static final int MAX_TAGS = 15;
  private static final int MAX_TAG = 256;
  private static final int MAX_CONTENT_TYPE = 255;

  private VaultRules() {}

  static void requireName(String name) {
    require(NAME.matcher(name).matches(), "The request URI contains an invalid name: " + name);
  }

  static void requireValue(Object value) {
    require(value instanceof String, "The value is missing.");
    require(
        ((String) value).getBytes(StandardCharsets.UTF_8).length <= MAX_VALUE,
        "The value is too long.");
  }

  static void requireTags(Map<String, String> tags) {
    require(tags.size() <= MAX_TAGS, "Too many tags.");
    tags.forEach(
        (key, value) ->
            require(key.length() <= MAX_TAG && value.length() <= MAX_TAG, "A tag is too long."));
  }

  static void requireContentType(String contentType) {
    require(contentType.length() <= MAX_CONTENT_TYPE, "The content type is too long.");
  }

  static int page(Map<String, String> query) {
    String text = query.getOrDefault("maxresults", String.valueOf(PAGE));
    require(text.matches("\\d{1,2}"), "maxresults is no number.");
    int size = Integer.parseInt(text);
    require(size >= 1 && size <= PAGE, "maxresults must be between 1 and " + PAGE + ".");
    return size;
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new VaultRefusal(VaultErrors.badParameter(otherwise));
    }
  }
}
