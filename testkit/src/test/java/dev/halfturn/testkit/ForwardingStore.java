// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.ExpiringSecretStore;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.VersionedSecretStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A correct store, of which subclasses break one thing. */
class ForwardingStore
    implements VersionedSecretStore,
        ConditionalSecretStore,
        RaceDetectingSecretStore,
        BatchSecretStore,
        ExpiringSecretStore {

  final InMemorySecretStore correct;

  ForwardingStore(InMemorySecretStore correct) {
    this.correct = correct;
  }

  @Override
  public Optional<StoredSecret> find(SecretName name) {
    return correct.find(name);
  }

  @Override
  public Map<SecretName, StoredSecret> findAll(Set<SecretName> names) {
    return correct.findAll(names);
  }

  @Override
  public SecretVersion put(SecretName name, SecretValue value) {
    return correct.put(name, value);
  }

  @Override
  public void delete(SecretName name) {
    correct.delete(name);
  }

  @Override
  public Stream<SecretName> names(String prefix) {
    return correct.names(prefix);
  }

  @Override
  public List<SecretVersion> versions(SecretName name) {
    return correct.versions(name);
  }

  @Override
  public Optional<StoredSecret> find(SecretName name, String versionId) {
    return correct.find(name, versionId);
  }

  @Override
  public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
    return correct.putIfAbsent(name, value);
  }

  @Override
  public Optional<SecretVersion> putIfVersion(
      SecretName name, SecretValue value, String expectedVersionId) {
    return correct.putIfVersion(name, value, expectedVersionId);
  }

  @Override
  public Optional<SecretVersion> putUnlessOvertaken(
      SecretName name, SecretValue value, Optional<String> expectedVersionId) {
    return correct.putUnlessOvertaken(name, value, expectedVersionId);
  }

  @Override
  public Map<SecretName, SecretVersion> putAll(Map<SecretName, SecretValue> values) {
    return correct.putAll(values);
  }

  @Override
  public void markExpiry(SecretName name, Instant expiresAt) {
    correct.markExpiry(name, expiresAt);
  }

  @Override
  public void close() {
    correct.close();
  }
}
