// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.EffectiveSetting;
import dev.halfturn.plugin.Settings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides what is secret in Actuator's {@code env} and {@code configprops}, also where an operator
 * has them show values: of Halfturn's properties all that are not known to be harmless, what such
 * properties refer to, whatever their values stand in, properties that are given as one JSON text,
 * and whatever looks like a credential of Amazon wherever it stands. Thread-safe.
 */
final class HalfturnSanitizingFunction implements SanitizingFunction {

  private static final Pattern OURS = Pattern.compile("(?i)halfturn[._].*");
  private static final Pattern CREDENTIAL = Pattern.compile("amzn1\\.oa2-cs\\.|At[zrca]+\\|");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:env:)?([^}:$]+)");

  /** Where Spring takes properties from as JSON, {@code SPRING_APPLICATION_JSON} too. */
  private static final String JSON = "springapplicationjson";

  /** Shorter values stand in too much that is not theirs. */
  private static final int SHORTEST = 6;

  private final SpringSettings settings;
  private final Function<String, Optional<String>> variables;
  private final Supplier<List<EffectiveSetting>> effective;
  private Optional<Known> known = Optional.empty(); // guarded by this

  /**
   * What the settings tell, which does not change.
   *
   * @param harmless settings that may be shown
   * @param referred properties and variables that the others take their values from, directly or by
   *     way of one another
   * @param secrets the values of the others
   */
  private record Known(Set<String> harmless, Set<String> referred, Set<String> secrets) {}

  /**
   * @param variables environment variables by name, for references
   * @param effective what applies, asked for when it is needed first; empty if it is not known
   */
  HalfturnSanitizingFunction(
      SpringSettings settings,
      Function<String, Optional<String>> variables,
      Supplier<List<EffectiveSetting>> effective) {
    this.settings = settings;
    this.variables = variables;
    this.effective = effective;
  }

  @Override
  public SanitizableData apply(SanitizableData data) {
    return isSecret(data) ? data.withSanitizedValue() : data;
  }

  private boolean isSecret(SanitizableData data) {
    if (data.getValue() == null) {
      return false;
    }
    String text = data.getValue().toString();
    String name = data.getKey();
    if (CREDENTIAL.matcher(text).find() || uniform(name).equals(JSON)) {
      return true;
    }
    boolean named =
        OURS.matcher(name).matches()
            ? !isHarmless(name)
            : known().referred().contains(uniform(name));
    return named || known().secrets().stream().anyMatch(text::contains);
  }

  private boolean isHarmless(String name) {
    return OwnKeys.contains(name.substring(Layer.PREFIX.length()))
        || settings.key(name).filter(known().harmless()::contains).isPresent();
  }

  private synchronized Known known() {
    if (known.isEmpty()) {
      Set<String> harmless = harmlessKeys();
      known = Optional.of(new Known(harmless, referred(harmless), secrets(harmless)));
    }
    return known.get();
  }

  private Set<String> harmlessKeys() {
    Set<String> keys = new HashSet<>();
    for (EffectiveSetting setting : effective.get()) {
      if (!setting.sensitive()) {
        keys.add(setting.key());
      }
    }
    return keys;
  }

  private Set<String> referred(Set<String> harmless) {
    Map<String, List<String>> written = new HashMap<>();
    settings
        .placeholdersByName()
        .forEach(
            (name, texts) ->
                written.computeIfAbsent(uniform(name), key -> new ArrayList<>()).addAll(texts));
    Deque<String> texts = new ArrayDeque<>();
    settings
        .writtenByKey()
        .forEach(
            (key, text) -> {
              if (!harmless.contains(key)) {
                texts.add(text);
              }
            });
    Set<String> names = new HashSet<>();
    while (!texts.isEmpty()) {
      Matcher reference = REFERENCE.matcher(texts.remove());
      while (reference.find()) {
        String name = uniform(reference.group(1));
        if (names.add(name)) {
          texts.addAll(written.getOrDefault(name, List.of()));
        }
      }
    }
    return names;
  }

  private Set<String> secrets(Set<String> harmless) {
    Set<String> secrets = new HashSet<>();
    Settings given = settings.unchecked();
    for (String key : given.keys()) {
      if (!harmless.contains(key)) {
        given
            .find(key)
            .flatMap(this::resolved)
            .filter(value -> value.length() >= SHORTEST)
            .ifPresent(secrets::add);
      }
    }
    return secrets;
  }

  /** A value as Halfturn understands it. What lies in the store is nowhere else. */
  private Optional<String> resolved(String value) {
    try {
      return Settings.of(Map.of("value", value)).resolve(variables).find("value");
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  /** A placeholder {@code mail.password} may be filled by a variable {@code MAIL_PASSWORD}. */
  private static String uniform(String name) {
    return OwnKeys.uniform(name).replace(".", "");
  }
}
