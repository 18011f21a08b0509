// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.CreateOnlySecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiringSecretStore;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.VersionedSecretStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Secrets by name, the same on every store. Thread-safe; caches nothing.
 *
 * <p>What an entry holds is not looked at: {@link #put} replaces and {@link #delete} removes also
 * the only copy of a client secret that Amazon still accepts and never shows again. {@link
 * Applications} and the rotation change client secrets without losing one; a program that deletes
 * an entry for a person says first what lies in it.
 *
 * <p>Whatever a store throws leaves here as a {@link HalfturnException}: its own if it is one,
 * otherwise {@link ErrorCode#INTERNAL} naming the store and the exception's class, without its
 * text, which might quote a value.
 */
public final class Secrets {

  private final String storeName;
  private final SecretStore store;
  private final Map<SecretName, Lock> turns = new ConcurrentHashMap<>();

  /**
   * Wraps a store; whoever opened the store closes it.
   *
   * @param storeName how messages call the store: its instance name in the configuration
   */
  public Secrets(String storeName, SecretStore store) {
    this.storeName = Objects.requireNonNull(storeName);
    this.store = Objects.requireNonNull(store);
  }

  /** How messages call the store. */
  public String storeName() {
    return storeName;
  }

  /** The current version of an entry; empty if there is none. */
  public Optional<StoredSecret> find(SecretName name) {
    return call(() -> store.find(name));
  }

  /**
   * The current version of an entry.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if there is none
   */
  public StoredSecret get(SecretName name) {
    return find(name).orElseThrow(() -> missing(name));
  }

  /**
   * One of the entries that {@link #findAll} found.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if it is not among them
   */
  public StoredSecret require(SecretName name, Map<SecretName, StoredSecret> found) {
    return Optional.ofNullable(found.get(name)).orElseThrow(() -> missing(name));
  }

  private HalfturnException missing(SecretName name) {
    return new HalfturnException(
        Problem.of(ErrorCode.NOT_FOUND, "no entry '" + name + "' in store '" + storeName + "'"));
  }

  /** Those of the entries that exist, by name. */
  public Map<SecretName, StoredSecret> findAll(Set<SecretName> names) {
    return call(() -> store.findAll(names));
  }

  /**
   * The versions of an entry that the store can still read, newest first; the current one alone
   * where it keeps no others.
   */
  public List<StoredSecret> versions(SecretName name) {
    Optional<VersionedSecretStore> keeping = capability(VersionedSecretStore.class);
    if (keeping.isEmpty()) {
      return find(name).stream().toList();
    }
    return call(
        () ->
            keeping.get().versions(name).stream()
                .flatMap(version -> keeping.get().find(name, version.id()).stream())
                .toList());
  }

  /** Stores a value; durable when this returns. */
  public SecretVersion put(SecretName name, SecretValue value) {
    return call(() -> store.put(name, value));
  }

  /**
   * Stores several values: as one where the store can, otherwise one after the other in the map's
   * order, so that the caller's order must be safe at every point.
   */
  public void putAll(Map<SecretName, SecretValue> values) {
    if (values.isEmpty()) {
      return;
    }
    Optional<BatchSecretStore> batch = capability(BatchSecretStore.class);
    if (batch.isPresent()) {
      call(() -> batch.get().putAll(values));
    } else {
      values.forEach(this::put);
    }
  }

  /**
   * Stores a value if nobody has changed the entry meanwhile. On a store that only notices that
   * afterwards, the others' value is put back; on one that cannot even do that, the value is stored
   * in any case.
   *
   * @param expectedVersionId the version the value was derived from; empty if there was no entry
   * @return whether the value was stored
   */
  public boolean putIfUnchanged(
      SecretName name, SecretValue value, Optional<String> expectedVersionId) {
    if (expectedVersionId.isPresent()) {
      String expected = expectedVersionId.get();
      Optional<ConditionalSecretStore> comparing = capability(ConditionalSecretStore.class);
      if (comparing.isPresent()) {
        return call(() -> comparing.get().putIfVersion(name, value, expected)).isPresent();
      }
    } else {
      Optional<CreateOnlySecretStore> creating = capability(CreateOnlySecretStore.class);
      if (creating.isPresent()) {
        return call(() -> creating.get().putIfAbsent(name, value)).isPresent();
      }
    }
    Optional<RaceDetectingSecretStore> noticing = capability(RaceDetectingSecretStore.class);
    if (noticing.isPresent()) {
      return call(() -> noticing.get().putUnlessOvertaken(name, value, expectedVersionId))
          .isPresent();
    }
    put(name, value);
    return true;
  }

  /**
   * Does something that reads and writes an entry, one thread of this process after the other, for
   * stores that do not notice races. Who is at another entry waits for nobody here, however slow
   * the store is. May be nested for the same entry.
   */
  public void inTurn(SecretName name, Runnable work) {
    Lock turn = turns.computeIfAbsent(name, none -> new ReentrantLock());
    turn.lock();
    try {
      work.run();
    } finally {
      turn.unlock();
    }
  }

  /** Removes an entry; an absent one is no error. */
  public void delete(SecretName name) {
    call(
        () -> {
          store.delete(name);
          return true;
        });
  }

  /** Writes into the store's own field when an entry expires, if it has such a field. */
  public void markExpiry(SecretName name, Instant expiresAt) {
    capability(ExpiringSecretStore.class)
        .ifPresent(
            store ->
                call(
                    () -> {
                      store.markExpiry(name, expiresAt);
                      return true;
                    }));
  }

  /**
   * Names of entries within a prefix ({@link SecretName#isWithin}), sorted.
   *
   * @param prefix empty for all, or a legal name: without a {@code /} at its end
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if it is neither
   */
  public List<SecretName> names(String prefix) {
    if (!prefix.isEmpty()) {
      SecretName.of(prefix);
    }
    return call(
        () -> {
          try (Stream<SecretName> names = store.names(prefix)) {
            return names.toList();
          }
        });
  }

  /** The store as one of the SPI's optional interfaces, if it implements that. */
  public <T extends SecretStore> Optional<T> capability(Class<T> type) {
    return type.isInstance(store) ? Optional.of(type.cast(store)) : Optional.empty();
  }

  private <T> T call(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (HalfturnException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INTERNAL,
                  "store '" + storeName + "' failed with " + e.getClass().getName())
              .withHint("this is a fault of the store's plug-in; report it to its author"));
    }
  }
}
