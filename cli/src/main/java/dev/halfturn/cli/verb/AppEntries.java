// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything a store holds for one application, by entry. */
final class AppEntries {

  private AppEntries() {}

  static SortedMap<SecretName, SecretValue> of(Secrets secrets, String app) {
    Set<SecretName> names = new LinkedHashSet<>(secrets.names(app));
    Map<SecretName, StoredSecret> stored = secrets.findAll(names);
    SortedMap<SecretName, SecretValue> values = new TreeMap<>();
    stored.forEach((name, secret) -> values.put(name, secret.value()));
    return values;
  }

  /** The entries of one side that the other lacks or has with another value. */
  static SortedSet<SecretName> missingOrDifferent(
      Map<SecretName, SecretValue> side, Map<SecretName, SecretValue> other) {
    SortedSet<SecretName> names = new TreeSet<>();
    side.forEach(
        (name, value) -> {
          if (!value.equals(other.get(name))) {
            names.add(name);
          }
        });
    return names;
  }
}
