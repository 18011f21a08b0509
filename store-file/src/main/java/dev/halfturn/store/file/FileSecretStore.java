// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.VersionedSecretStore;
import dev.halfturn.store.file.format.Entries;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.format.StoreFileFormat;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Secrets in one encrypted file. Each call sees the file as it is, whoever wrote it last; a write
 * is durable when it returns and becomes visible as a whole, a batch included. Ids of versions are
 * numbers that count up per entry.
 *
 * <p>Writes raise {@code STORE_BUSY}, {@code STORE_FULL}, {@code STORE_READ_ONLY}, {@code
 * STORE_TOO_LARGE}, {@code STALE_WRITE} or {@code STORE_ROLLED_BACK}, all of which leave the old
 * state, or {@code DURABILITY_UNKNOWN}, after which the value must not be counted on.
 */
final class FileSecretStore
    implements VersionedSecretStore, ConditionalSecretStore, BatchSecretStore {

  private final StoreFile file;
  private final StoreFileFormat format;
  private final InstantSource clock;
  private final int keepVersions;
  private final ReentrantReadWriteLock lifecycle = new ReentrantReadWriteLock();
  private boolean closed; // guarded by lifecycle

  FileSecretStore(StoreFile file, StoreFileFormat format, InstantSource clock, int keepVersions) {
    this.file = file;
    this.format = format;
    this.clock = clock;
    this.keepVersions = keepVersions;
  }

  @Override
  public Optional<StoredSecret> find(SecretName name) {
    return read(entries -> entries.find(name));
  }

  @Override
  public Map<SecretName, StoredSecret> findAll(Set<SecretName> names) {
    return read(
        entries -> {
          Map<SecretName, StoredSecret> found = new TreeMap<>();
          names.forEach(name -> entries.find(name).ifPresent(secret -> found.put(name, secret)));
          return found;
        });
  }

  @Override
  public List<SecretVersion> versions(SecretName name) {
    return read(entries -> entries.versions(name));
  }

  @Override
  public Optional<StoredSecret> find(SecretName name, String versionId) {
    return read(entries -> entries.find(name, versionId));
  }

  @Override
  public Stream<SecretName> names(String prefix) {
    return read(entries -> entries.names(prefix));
  }

  @Override
  public SecretVersion put(SecretName name, SecretValue value) {
    return putIf(name, value, entries -> true).orElseThrow();
  }

  @Override
  public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
    return putIf(name, value, entries -> entries.version(name).isEmpty());
  }

  @Override
  public Optional<SecretVersion> putIfVersion(
      SecretName name, SecretValue value, String expectedVersionId) {
    return putIf(
        name,
        value,
        entries ->
            entries
                .version(name)
                .map(SecretVersion::id)
                .filter(expectedVersionId::equals)
                .isPresent());
  }

  private Optional<SecretVersion> putIf(
      SecretName name, SecretValue value, Predicate<Entries> condition) {
    return write(
        store -> {
          if (!condition.test(store.entries())) {
            return new StoreFile.Step<>(Optional.empty(), Optional.empty());
          }
          Entries next = store.entries().put(name, value, clock.instant(), keepVersions);
          return step(store, next, next.version(name));
        });
  }

  @Override
  public Map<SecretName, SecretVersion> putAll(Map<SecretName, SecretValue> values) {
    Map<SecretName, Optional<SecretValue>> changes = new HashMap<>();
    values.forEach((name, value) -> changes.put(name, Optional.of(value)));
    return write(
        store -> {
          Entries next = store.entries().apply(changes, clock.instant(), keepVersions);
          Map<SecretName, SecretVersion> versions = new TreeMap<>();
          values.keySet().forEach(name -> versions.put(name, next.version(name).orElseThrow()));
          return step(store, next, versions);
        });
  }

  @Override
  public void delete(SecretName name) {
    write(store -> step(store, store.entries().delete(name), true));
  }

  private <R> StoreFile.Step<R> step(OpenedStore store, Entries next, R result) {
    return next == store.entries()
        ? new StoreFile.Step<>(Optional.empty(), result)
        : new StoreFile.Step<>(Optional.of(format.seal(store, next)), result);
  }

  private <R> R read(Function<Entries, R> reading) {
    return whileOpen(() -> reading.apply(file.read().store().entries()));
  }

  private <R> R write(Function<OpenedStore, StoreFile.Step<R>> change) {
    return whileOpen(() -> file.write(change));
  }

  private <R> R whileOpen(Supplier<R> call) {
    lifecycle.readLock().lock();
    try {
      if (closed) {
        throw new HalfturnException(
            Problem.of(ErrorCode.FAILED_PRECONDITION, "the file store is closed"));
      }
      return call.get();
    } finally {
      lifecycle.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lifecycle.writeLock().lock();
    try {
      closed = true;
      file.wipe();
    } finally {
      lifecycle.writeLock().unlock();
    }
  }

  @Override
  public String toString() {
    return "file store " + file;
  }
}
