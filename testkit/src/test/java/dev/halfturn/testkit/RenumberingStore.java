// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A store that counts the versions of an entry from 1, and again from 1 when it was deleted. */
final class RenumberingStore extends ForwardingStore {

  RenumberingStore(InMemorySecretStore store) {
    super(store);
  }

  @Override
  public Optional<StoredSecret> find(SecretName name) {
    return super.find(name).map(this::renumbered);
  }

  @Override
  public Map<SecretName, StoredSecret> findAll(Set<SecretName> names) {
    Map<SecretName, StoredSecret> found = new TreeMap<>();
    super.findAll(names).forEach((name, secret) -> found.put(name, renumbered(secret)));
    return found;
  }

  @Override
  public SecretVersion put(SecretName name, SecretValue value) {
    return renumbered(name, super.put(name, value));
  }

  @Override
  public List<SecretVersion> versions(SecretName name) {
    return super.versions(name).stream().map(version -> renumbered(name, version)).toList();
  }

  @Override
  public Optional<StoredSecret> find(SecretName name, String versionId) {
    return super.find(name, realId(name, versionId)).map(this::renumbered);
  }

  @Override
  public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
    return super.putIfAbsent(name, value).map(version -> renumbered(name, version));
  }

  @Override
  public Optional<SecretVersion> putIfVersion(
      SecretName name, SecretValue value, String expectedVersionId) {
    return super.putIfVersion(name, value, realId(name, expectedVersionId))
        .map(version -> renumbered(name, version));
  }

  @Override
  public Optional<SecretVersion> putUnlessOvertaken(
      SecretName name, SecretValue value, Optional<String> expectedVersionId) {
    return expectedVersionId.isPresent()
        ? putIfVersion(name, value, expectedVersionId.get())
        : putIfAbsent(name, value);
  }

  @Override
  public Map<SecretName, SecretVersion> putAll(Map<SecretName, SecretValue> values) {
    Map<SecretName, SecretVersion> versions = new TreeMap<>();
    super.putAll(values).forEach((name, version) -> versions.put(name, renumbered(name, version)));
    return versions;
  }

  private String realId(SecretName name, String versionId) {
    return super.versions(name).stream()
        .filter(version -> renumbered(name, version).id().equals(versionId))
        .findAny()
        .map(SecretVersion::id)
        .orElse("none");
  }

  private StoredSecret renumbered(StoredSecret secret) {
    return new StoredSecret(
        secret.name(), renumbered(secret.name(), secret.version()), secret.value());
  }

  private SecretVersion renumbered(SecretName name, SecretVersion version) {
    // counted by a handle of its own: this one may be closed meanwhile
    long older =
        correct.openAgain().versions(name).stream()
            .filter(other -> Long.parseLong(other.id()) < Long.parseLong(version.id()))
            .count();
    return new SecretVersion("n" + older, version.createdAt());
  }
}
