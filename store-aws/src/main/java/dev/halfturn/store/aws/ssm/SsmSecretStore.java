// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.CreateOnlySecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.VersionedSecretStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;

/**
 * Secrets as parameters of SSM, one each, in clear text to whoever may read it. What is written is
 * always a {@code SecureString}; what others have written is read whatever its type. A version is
 * one write and is read back before it is acknowledged.
 *
 * <p>Writes raise {@code DURABILITY_UNKNOWN} where no answer tells whether there is a new version;
 * none is ever written twice. {@link #putIfAbsent} counts an entry with exactly its value as its
 * own after such a loss, so what several create must differ. A name that was deleted rests for 30
 * seconds: whoever writes it waits.
 */
class SsmSecretStore
    implements VersionedSecretStore, CreateOnlySecretStore, RaceDetectingSecretStore {

  private final SsmParts parts;
  private final ReentrantReadWriteLock lifecycle = new ReentrantReadWriteLock();
  private boolean closed; // guarded by lifecycle

  SsmSecretStore(SsmParts parts) {
    this.parts = parts;
  }

  @Override
  public Optional<StoredSecret> find(SecretName name) {
    return whileOpen(() -> parts.reads().find(name));
  }

  @Override
  public Map<SecretName, StoredSecret> findAll(Set<SecretName> names) {
    return whileOpen(() -> parts.reads().findAll(names));
  }

  @Override
  public Optional<StoredSecret> find(SecretName name, String versionId) {
    return whileOpen(
        () -> VersionId.parse(versionId).flatMap(version -> parts.reads().find(name, version)));
  }

  @Override
  public List<SecretVersion> versions(SecretName name) {
    return whileOpen(
        () -> {
          List<SecretVersion> versions = new ArrayList<>();
          for (ParameterHistory one : parts.calls().history(parts.names().raw(name))) {
            versions.add(VersionId.of(one.version(), one.lastModifiedDate()).version());
          }
          Collections.reverse(versions);
          return versions;
        });
  }

  @Override
  public Stream<SecretName> names(String prefix) {
    return whileOpen(() -> parts.listing().names(prefix).stream());
  }

  @Override
  public SecretVersion put(SecretName name, SecretValue value) {
    return whileOpen(() -> parts.puts().put(name, value).version());
  }

  @Override
  public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
    return whileOpen(() -> parts.puts().putIfAbsent(name, value).map(VersionId::version));
  }

  @Override
  public Optional<SecretVersion> putUnlessOvertaken(
      SecretName name, SecretValue value, Optional<String> expectedVersionId) {
    if (expectedVersionId.isEmpty()) {
      return putIfAbsent(name, value);
    }
    return whileOpen(
        () ->
            expectedVersionId
                .flatMap(VersionId::parse)
                .flatMap(expected -> parts.puts().putUnlessOvertaken(name, value, expected))
                .map(VersionId::version));
  }

  @Override
  public void delete(SecretName name) {
    whileOpen(
        () -> {
          String parameter = parts.names().raw(name);
          boolean wasThere = parts.calls().delete(parameter);
          if (wasThere) {
            parts.deletions().add(parameter);
          }
          return wasThere;
        });
  }

  /** Makes a call that {@link #close} waits for. */
  final <R> R whileOpen(Supplier<R> call) {
    lifecycle.readLock().lock();
    try {
      if (closed) {
        throw new HalfturnException(
            Problem.of(ErrorCode.FAILED_PRECONDITION, parts.calls().owner() + " is closed"));
      }
      return call.get();
    } finally {
      lifecycle.readLock().unlock();
    }
  }

  final SsmParts parts() {
    return parts;
  }

  @Override
  public void close() {
    lifecycle.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        parts.calls().close();
      }
    } finally {
      lifecycle.writeLock().unlock();
    }
  }

  @Override
  public String toString() {
    return parts.calls().owner() + " in SSM";
  }
}
