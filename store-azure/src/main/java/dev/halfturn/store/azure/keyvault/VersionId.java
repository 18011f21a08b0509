// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a version is called: the 32 hexadecimal digits of the vault, with a hyphen after the eighth,
 * because what is shown to people ends at the first hyphen.
 */
final class VersionId {

  private static final Pattern RAW = Pattern.compile("([0-9a-f]{8})([0-9a-f]{24})");
  private static final Pattern TEXT = Pattern.compile("([0-9a-f]{8})-([0-9a-f]{24})");

  private VersionId() {}

  /** The id of what the vault calls so; as it is if the vault calls it otherwise. */
  static String of(String raw) {
    Matcher matcher = RAW.matcher(raw);
    return matcher.matches() ? matcher.group(1) + "-" + matcher.group(2) : raw;
  }

  /** What the vault calls it; empty if the text is not an id that this store gave. */
  static Optional<String> raw(String id) {
    Matcher matcher = TEXT.matcher(id);
    return matcher.matches() ? Optional.of(matcher.group(1) + matcher.group(2)) : Optional.empty();
  }
}
