// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Problem;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing wrong with the configuration. No part of it quotes a value, and a key that may be a
 * credential in the wrong place is not quoted either.
 *
 * @param origin where the setting was given; empty if it is missing
 * @param key the setting
 * @param reason completes the sentence "key: ..."
 * @param suggestion what may have been meant
 */
public record ConfigProblem(
    Optional<Origin> origin, String key, String reason, Optional<String> suggestion) {

  /** What people type for a key or a name, credentials aside. */
  private static final Pattern SHOWN =
      Pattern.compile("(?i)(?!.*amzn1\\.)(?!.*[a-z0-9_/]{41})[a-z0-9_./ -]{1,200}");

  public ConfigProblem {
    Objects.requireNonNull(origin);
    key = SHOWN.matcher(key).matches() ? key : "a key that is not shown";
    reason = printable(reason);
    suggestion = suggestion.filter(text -> SHOWN.matcher(text).matches());
  }

  static ConfigProblem of(Origin origin, String key, String reason) {
    return new ConfigProblem(Optional.of(origin), key, reason, Optional.empty());
  }

  static ConfigProblem missing(String key, String reason) {
    return new ConfigProblem(Optional.empty(), key, reason, Optional.empty());
  }

  ConfigProblem suggest(Optional<String> text) {
    return new ConfigProblem(origin, key, reason, text);
  }

  /** One line: {@code halfturn.yaml:3: stoer: is not a setting (did you mean 'store'?)}. */
  public String text() {
    return origin.map(from -> printable(from.text()) + ": ").orElse("")
        + key
        + ": "
        + reason
        + suggestion.map(text -> " (did you mean '" + text + "'?)").orElse("");
  }

  @Override
  public String toString() {
    return text();
  }

  private static String printable(String text) {
    return Problem.of(ErrorCode.INVALID_ARGUMENT, text).message();
  }
}
