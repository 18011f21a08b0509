// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiringSecretStore;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.VersionedSecretStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A store that forgets everything with the JVM, keeps every version and has all optional abilities;
 * {@link StoreView} takes some away. Thread-safe.
 */
public final class InMemorySecretStore
    implements VersionedSecretStore,
        ConditionalSecretStore,
        RaceDetectingSecretStore,
        BatchSecretStore,
        ExpiringSecretStore {

  /** What all openings of one store share; guarded by itself. */
  private static final class Data {
    final TreeMap<SecretName, Deque<StoredSecret>> newestFirst = new TreeMap<>();
    final Map<SecretName, Instant> expiries = new HashMap<>();
    long lastVersion;
  }

  private final Data data;
  private final InstantSource clock;
  private boolean closed;

  private InMemorySecretStore(Data data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
  }

  /** An empty store. */
  public InMemorySecretStore(InstantSource clock) {
    this(new Data(), clock);
  }

  /** The same store opened once more, as by another process; works after this one is closed. */
  public InMemorySecretStore openAgain() {
    return new InMemorySecretStore(data, clock);
  }

  @Override
  public Optional<StoredSecret> find(SecretName name) {
    synchronized (data) {
      requireOpen();
      return Optional.ofNullable(data.newestFirst.get(name)).map(Deque::getFirst);
    }
  }

  @Override
  public Map<SecretName, StoredSecret> findAll(Set<SecretName> names) {
    synchronized (data) {
      requireOpen();
      return VersionedSecretStore.super.findAll(names);
    }
  }

  @Override
  public SecretVersion put(SecretName name, SecretValue value) {
    synchronized (data) {
      requireOpen();
      return write(name, value);
    }
  }

  @Override
  public void delete(SecretName name) {
    synchronized (data) {
      requireOpen();
      data.newestFirst.remove(name);
      data.expiries.remove(name);
    }
  }

  @Override
  public Stream<SecretName> names(String prefix) {
    synchronized (data) {
      requireOpen();
      return data.newestFirst.keySet().stream()
          .filter(name -> name.isWithin(prefix))
          .toList()
          .stream();
    }
  }

  @Override
  public List<SecretVersion> versions(SecretName name) {
    synchronized (data) {
      requireOpen();
      return history(name).map(StoredSecret::version).toList();
    }
  }

  @Override
  public Optional<StoredSecret> find(SecretName name, String versionId) {
    synchronized (data) {
      requireOpen();
      return history(name).filter(secret -> secret.version().id().equals(versionId)).findFirst();
    }
  }

  @Override
  public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
    synchronized (data) {
      return find(name).isPresent() ? Optional.empty() : Optional.of(write(name, value));
    }
  }

  @Override
  public Optional<SecretVersion> putIfVersion(
      SecretName name, SecretValue value, String expectedVersionId) {
    synchronized (data) {
      return find(name)
          .filter(current -> current.version().id().equals(expectedVersionId))
          .map(current -> write(name, value));
    }
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
    synchronized (data) {
      requireOpen();
      Map<SecretName, SecretVersion> versions = new TreeMap<>();
      values.forEach((name, value) -> versions.put(name, write(name, value)));
      return versions;
    }
  }

  @Override
  public void markExpiry(SecretName name, Instant expiresAt) {
    synchronized (data) {
      if (find(name).isEmpty()) {
        throw new HalfturnException(
            Problem.of(ErrorCode.NOT_FOUND, "no entry '" + name + "' in memory"));
      }
      data.expiries.put(name, expiresAt);
    }
  }

  /** What {@link #markExpiry} noted for the current version; empty if nothing. */
  public Optional<Instant> expiry(SecretName name) {
    synchronized (data) {
      requireOpen();
      return Optional.ofNullable(data.expiries.get(name));
    }
  }

  @Override
  public void close() {
    synchronized (data) {
      closed = true;
    }
  }

  private Stream<StoredSecret> history(SecretName name) {
    return data.newestFirst.getOrDefault(name, new ArrayDeque<>()).stream();
  }

  private SecretVersion write(SecretName name, SecretValue value) {
    data.lastVersion++;
    SecretVersion version = new SecretVersion(Long.toString(data.lastVersion), clock.instant());
    data.newestFirst
        .computeIfAbsent(name, absent -> new ArrayDeque<>())
        .addFirst(new StoredSecret(name, version, value));
    data.expiries.remove(name);
    return version;
  }

  private void requireOpen() {
    if (closed) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, "the store in memory is closed"));
    }
  }

  @Override
  public String toString() {
    return "InMemorySecretStore";
  }
}
