// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A plain store that remembers which names each of its reads asked for. */
final class CountingStore implements SecretStore {

  private final SecretStore store;
  private final List<Set<SecretName>> reads = new ArrayList<>();

  CountingStore(SecretStore store) {
    this.store = store;
  }

  List<Set<SecretName>> reads() {
    return reads;
  }

  @Override
  public Optional<StoredSecret> find(SecretName name) {
    reads.add(Set.of(name));
    return store.find(name);
  }

  @Override
  public Map<SecretName, StoredSecret> findAll(Set<SecretName> names) {
    reads.add(new TreeSet<>(names));
    return store.findAll(names);
  }

  @Override
  public SecretVersion put(SecretName name, SecretValue value) {
    return store.put(name, value);
  }

  @Override
  public void delete(SecretName name) {
    store.delete(name);
  }

  @Override
  public Stream<SecretName> names(String prefix) {
    return store.names(prefix);
  }

  @Override
  public void close() {
    store.close();
  }
}
