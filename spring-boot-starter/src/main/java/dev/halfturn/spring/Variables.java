// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Settings given as {@code HALFTURN_*} variables. A name cannot be turned back into a key, so each
 * known key looks for its variable: each dash a {@code _}, as Halfturn writes it, or nothing, as
 * Spring does.
 */
final class Variables {

  private static final String PREFIX = "HALFTURN_";

  /** Halfturn's for other purposes, and what Kubernetes sets for a service called halfturn. */
  private static final Pattern NOT_SETTINGS =
      Pattern.compile(
          "HALFTURN_(CONFIG|JAVA_OPTS|CLASS_ARCHIVE|SIMULATOR|HOOK_.*|SERVICE_.*|PORT.*)");

  /** What Kubernetes sets for a service whose name begins with halfturn-. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("HALFTURN_(.+_)?(SERVICE_(HOST|PORT(_.*)?)|PORT(_\\d+_(TCP|UDP|SCTP).*)?)");

  private final SystemEnvironmentPropertySource source;

  Variables(SystemEnvironmentPropertySource source) {
    this.source = source;
  }

  /** Those that are settings, among all keys that mean something. */
  Layer read(Set<String> known) {
    Set<String> left = new TreeSet<>();
    for (String name : source.getPropertyNames()) {
      if (name.startsWith(PREFIX) && !NOT_SETTINGS.matcher(name).matches()) {
        left.add(name);
      }
    }
    SortedMap<String, Layer.Given> settings = new TreeMap<>();
    for (String key : known) {
      take(key, left).ifPresent(name -> settings.put(key, given(name)));
    }
    OwnKeys.ALL.forEach(key -> take(key, left));
    left.removeIf(name -> SERVICE_LINK.matcher(name).matches()); // not before: a key may end so
    // What fits nothing is left for Halfturn to complain about, under the key it looks like.
    left.forEach(name -> settings.put(likely(name), given(name)));
    return new Layer(source, settings);
  }

  /** The variable of a key, if it is there, which then is no other key's. */
  private static Optional<String> take(String key, Set<String> names) {
    Pattern variable = variable(key);
    Optional<String> found =
        names.stream().filter(name -> variable.matcher(name).matches()).findFirst();
    found.ifPresent(names::remove);
    return found;
  }

  private static Pattern variable(String key) {
    return Pattern.compile(
        PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9-]", "_").replace("-", "_?"));
  }

  private Layer.Given given(String name) {
    return new Layer.Given(name, String.valueOf(source.getProperty(name)));
  }

  private static String likely(String name) {
    return name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
