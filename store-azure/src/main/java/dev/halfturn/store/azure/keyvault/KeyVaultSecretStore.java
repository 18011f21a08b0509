// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Secrets of a vault, one for each entry, in clear text to whoever may read it. A version is one
 * write and is read back before it is acknowledged; a disabled version is not there.
 *
 * <p>Writes raise {@code DURABILITY_UNKNOWN} where no answer tells whether there is a new version;
 * none is ever written twice. {@link #delete} disables and deletes nothing, because a vault keeps
 * the names of what is deleted: people with rights on the vault can bring values back. What
 * somebody else has deleted is not there; {@link #put} recovers it, with its older versions, to
 * write on top.
 */
final class KeyVaultSecretStore
    implements VersionedSecretStore, RaceDetectingSecretStore, ExpiringSecretStore {

  private final VaultParts parts;
  private final ReentrantReadWriteLock lifecycle = new ReentrantReadWriteLock();
  private boolean closed; // guarded by lifecycle

  KeyVaultSecretStore(VaultParts parts) {
    this.parts = parts;
  }

  @Override
  public Optional<StoredSecret> find(SecretName name) {
    return whileOpen(() -> parts.reads().find(name));
  }

  @Override
  public Optional<StoredSecret> find(SecretName name, String versionId) {
    return whileOpen(
        () -> VersionId.raw(versionId).flatMap(version -> parts.reads().find(name, version)));
  }

  @Override
  public List<SecretVersion> versions(SecretName name) {
    return whileOpen(() -> parts.reads().versions(name));
  }

  @Override
  public Stream<SecretName> names(String prefix) {
    return whileOpen(() -> parts.listing().names(prefix).stream());
  }

  @Override
  public SecretVersion put(SecretName name, SecretValue value) {
    return whileOpen(
        () -> VaultReads.version(parts.writes().write(name, parts.requests().of(name, value))));
  }

  @Override
  public Optional<SecretVersion> putUnlessOvertaken(
      SecretName name, SecretValue value, Optional<String> expectedVersionId) {
    return whileOpen(
        () -> {
          Optional<String> expected = expectedVersionId.flatMap(VersionId::raw);
          boolean unknown = expectedVersionId.isPresent() && expected.isEmpty();
          return unknown
              ? Optional.empty()
              : parts.races().replace(name, value, expected).map(VaultReads::version);
        });
  }

  @Override
  public void delete(SecretName name) {
    whileOpen(
        () -> {
          parts.changes().disableAll(name);
          return name;
        });
  }

  @Override
  public void markExpiry(SecretName name, Instant expiresAt) {
    whileOpen(
        () -> {
          parts.changes().markExpiry(name, expiresAt);
          return name;
        });
  }

  /** Makes a call that {@link #close} waits for. */
  private <R> R whileOpen(Supplier<R> call) {
    lifecycle.readLock().lock();
    try {
      if (closed) {
        throw new HalfturnException(
            Problem.of(ErrorCode.FAILED_PRECONDITION, parts.owner() + " is closed"));
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
      parts.end().run();
    } finally {
      lifecycle.writeLock().unlock();
    }
  }

  @Override
  public String toString() {
    return parts.owner() + " in Key Vault";
  }
}
