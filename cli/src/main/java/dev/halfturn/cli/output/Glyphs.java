// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import java.util.Locale;
import java.util.Map;

/**
 * Signs on the screen, in ASCII where the locale is not UTF-8.
 *
 * @param ok a success
 * @param failed a failure
 * @param warning something to look at
 * @param bullet a state
 * @param forward time that passes
 * @param arrow what follows from something
 * @param ellipsis something left out
 * @param dot between two things on one line
 */
public record Glyphs(
    String ok,
    String failed,
    String warning,
    String bullet,
    String forward,
    String arrow,
    String ellipsis,
    String dot) {

  private static final Glyphs UNICODE = new Glyphs("✓", "✗", "⚠", "●", "▸▸", "→", "…", "·");
  private static final Glyphs ASCII = new Glyphs("ok", "!!", "!", "*", ">>", "->", "...", "-");

  /** Those that the locale in the environment can show. */
  public static Glyphs of(Map<String, String> environment) {
    return isUtf8(environment) ? UNICODE : ASCII;
  }

  /** Whether there are more signs than ASCII has. */
  public boolean unicode() {
    return this.equals(UNICODE);
  }

  private static boolean isUtf8(Map<String, String> environment) {
    for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isEmpty()) {
        String upper = value.toUpperCase(Locale.ROOT);
        return upper.endsWith("UTF-8") || upper.endsWith("UTF8");
      }
    }
    return false;
  }
}
