// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import java.util.Locale;
import java.util.Set;

/** Keys as Spring takes them: dashes, underscores and capitals do not tell one from another. */
final class OwnKeys {

  /** Those of {@link HalfturnProperties}, which are no settings of Halfturn. */
  static final Set<String> ALL = Set.of("enabled", "watch", "look-every", "state-directory");

  private static final Set<String> UNIFORM =
      Set.of("enabled", "watch", "lookevery", "statedirectory");

  private OwnKeys() {}

  static boolean contains(String key) {
    return UNIFORM.contains(uniform(key));
  }

  static String uniform(String key) {
    return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
