// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that may be configured, as data: checks, documentation and listings come from it.
 * Immutable.
 *
 * @param <T> the type of the parsed value
 */
public final class ConfigOption<T> {

  private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final String UNREADABLE = "has a form that cannot be read";
  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final String key;
  private final String doc;
  private final Function<String, T> parser;
  private final Optional<String> defaultText;
  private final boolean required;
  private final boolean sensitive;
  private final boolean byName;

  private ConfigOption(
      String key,
      String doc,
      Function<String, T> parser,
      Optional<String> defaultText,
      boolean required,
      boolean sensitive,
      boolean byName) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("not a legal option key: " + key);
    }
    this.key = key;
    this.doc = Objects.requireNonNull(doc);
    this.parser = Objects.requireNonNull(parser);
    this.defaultText = defaultText;
    this.required = required;
    this.sensitive = sensitive;
    this.byName = byName;
  }

  /**
   * An option of any type.
   *
   * @param key lower-case words joined by hyphens
   * @param doc one line, as in the reference
   * @param parser text to value; throws {@link IllegalArgumentException} (none of its subclasses)
   *     or {@link HalfturnException} whose message completes the sentence "key: ..." and does not
   *     quote the text. The message of any other exception is not shown
   */
  public static <T> ConfigOption<T> of(String key, String doc, Function<String, T> parser) {
    return new ConfigOption<>(key, doc, parser, Optional.empty(), false, false, false);
  }

  /** Free text. */
  public static ConfigOption<String> string(String key, String doc) {
    return of(key, doc, Function.identity());
  }

  /** A whole number within limits, both included. */
  public static ConfigOption<Integer> integer(String key, String doc, int min, int max) {
    String expected = "must be a whole number from " + min + " to " + max;
    return of(
        key,
        doc,
        text -> {
          int value;
          try {
            value = Integer.parseInt(text);
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected);
          }
          if (value < min || value > max) {
            throw new IllegalArgumentException(expected);
          }
          return value;
        });
  }

  /** {@code true} or {@code false}. */
  public static ConfigOption<Boolean> bool(String key, String doc) {
    return of(
        key,
        doc,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("must be true or false");
            });
  }

  /**
   * A positive duration: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}, {@code 180d} or
   * ISO-8601.
   */
  public static ConfigOption<Duration> duration(String key, String doc) {
    return of(key, doc, ConfigOption::parseDuration);
  }

  /** The parser of {@link #duration}, for settings that are not a plug-in's. */
  public static Duration parseDuration(String text) {
    Duration duration;
    Matcher matcher = SHORT_DURATION.matcher(text);
    if (matcher.matches()) {
      long n = Long.parseLong(matcher.group(1));
      duration =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
          };
    } else {
      try {
        duration = Duration.parse(text);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("must be a duration such as 10s, 5m, 1h, 180d or PT1H");
      }
    }
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("must be longer than nothing");
    }
    return duration;
  }

  /** A path in the default file system. */
  public static ConfigOption<Path> path(String key, String doc) {
    return of(
        key,
        doc,
        text -> {
          if (text.isBlank()) {
            throw new IllegalArgumentException("must be a path, not nothing");
          }
          try {
            return Path.of(text);
          } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a path of this system");
          }
        });
  }

  /** An absolute URI. */
  public static ConfigOption<URI> uri(String key, String doc) {
    return of(
        key,
        doc,
        text -> {
          URI uri;
          try {
            uri = URI.create(text);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a URI");
          }
          if (!uri.isAbsolute()) {
            throw new IllegalArgumentException("must be a URI with a scheme, such as https://");
          }
          return uri;
        });
  }

  /** One of the constants of an enum, in lower case with hyphens. */
  public static <E extends Enum<E>> ConfigOption<E> oneOf(String key, String doc, Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    return of(
        key,
        doc,
        text -> {
          int index = names.indexOf(text);
          if (index < 0) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", names));
          }
          return type.getEnumConstants()[index];
        });
  }

  /** Items separated by commas, blanks around them dropped. */
  public static ConfigOption<List<String>> list(String key, String doc) {
    return of(
        key,
        doc,
        text ->
            Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList());
  }

  /**
   * Any number of texts, each under a name of its own: {@code <key>.<name>=<text>}. What is wrong
   * with one of them must be found when the plug-in is opened.
   *
   * @return an option whose value in a {@link PluginConfig} is a map from name to text, sorted;
   *     empty if none was given
   */
  public static ConfigOption<Map<String, String>> byName(String key, String doc) {
    return new ConfigOption<>(
        key,
        doc,
        text -> {
          throw new IllegalArgumentException("needs a name behind it: " + key + ".<name>");
        },
        Optional.empty(),
        false,
        false,
        true);
  }

  /** A {@linkplain #sensitive() sensitive} text. */
  public static ConfigOption<SecretValue> secret(String key, String doc) {
    return new ConfigOption<>(key, doc, SecretValue::ofUtf8, Optional.empty(), false, true, false);
  }

  /** The same option with a default, given as its text. */
  public ConfigOption<T> defaultsTo(String text) {
    return new ConfigOption<>(key, doc, parser, Optional.of(text), false, sensitive, byName);
  }

  /** The same option, which then must be given. */
  public ConfigOption<T> require() {
    return new ConfigOption<>(key, doc, parser, Optional.empty(), true, sensitive, byName);
  }

  /** The key, relative to the plug-in's instance. */
  public String key() {
    return key;
  }

  /** The key as documentation shows it: {@code key.<name>} for an option {@link #byName}. */
  public String pattern() {
    return byName ? key + ".<name>" : key;
  }

  /** Whether it is one {@linkplain #byName(String, String) by name}. */
  public boolean isByName() {
    return byName;
  }

  /** One line of documentation. */
  public String doc() {
    return doc;
  }

  /** The default, as text. */
  public Optional<String> defaultText() {
    return defaultText;
  }

  /** Whether it must be given. */
  public boolean required() {
    return required;
  }

  /** Whether the value must never be shown: not in messages, listings or logs. */
  public boolean sensitive() {
    return sensitive;
  }

  /**
   * Text to value.
   *
   * @throws IllegalArgumentException with a reason that does not quote the text
   */
  public T parse(String text) {
    T value;
    try {
      value = parser.apply(text);
    } catch (HalfturnException e) {
      throw new IllegalArgumentException(e.getMessage());
    } catch (RuntimeException e) {
      if (e.getClass() == IllegalArgumentException.class) {
        throw e;
      }
      // the text of any other exception, such as NumberFormatException, may quote the value
      throw new IllegalArgumentException(UNREADABLE + " (" + e.getClass().getSimpleName() + ")");
    }
    if (value == null) {
      throw new IllegalArgumentException(UNREADABLE);
    }
    return value;
  }

  @Override
  public String toString() {
    return key;
  }
}
