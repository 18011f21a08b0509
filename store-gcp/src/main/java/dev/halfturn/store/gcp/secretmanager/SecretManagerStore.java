// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiringSecretStore;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.VersionedSecretStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Secrets of Secret Manager, one for each entry, whose newest enabled version is the current one. A
 * version is one write and is read back before it is acknowledged.
 *
 * <p>Writes raise {@code DURABILITY_UNKNOWN} where no answer tells whether there is a new version;
 * none is ever written twice. Comparing and setting is atomic among all who write through this
 * class; who adds a version by other means in just that moment is found out, and has the last word.
 */
final class SecretManagerStore
    implements VersionedSecretStore, ConditionalSecretStore, ExpiringSecretStore {

  private final SecretManagerCalls calls;
  private final SecretReads reads;
  private final SecretListing listing;
  private final SecretPuts puts;
  private final ClaimedPuts claimedPuts;
  private final Deletions deletions;
  private final ExpiryMarks expiryMarks;
  private final ReentrantReadWriteLock lifecycle = new ReentrantReadWriteLock();
  private boolean closed; // guarded by lifecycle

  SecretManagerStore(PluginConfig config, PluginContext context, Pause pause) {
    SecretManagerParts parts = SecretManagerParts.of(config, context, pause);
    calls = parts.calls();
    reads = parts.reads();
    listing = new SecretListing(parts);
    puts = new SecretPuts(parts);
    claimedPuts = new ClaimedPuts(parts, context.clock(), context.random());
    deletions = new Deletions(parts, config.get(SecretManagerOptions.DESTROY_DELETED));
    expiryMarks = new ExpiryMarks(parts);
  }

  @Override
  public Optional<StoredSecret> find(SecretName name) {
    return whileOpen(() -> reads.find(name));
  }

  @Override
  public Optional<StoredSecret> find(SecretName name, String versionId) {
    return whileOpen(
        () -> {
          OptionalLong number = Versions.number(versionId);
          return number.isEmpty() ? Optional.empty() : reads.find(name, number.getAsLong());
        });
  }

  @Override
  public List<SecretVersion> versions(SecretName name) {
    return whileOpen(() -> reads.versions(name));
  }

  @Override
  public Stream<SecretName> names(String prefix) {
    return whileOpen(() -> listing.names(prefix).stream());
  }

  @Override
  public SecretVersion put(SecretName name, SecretValue value) {
    return whileOpen(() -> Versions.shown(puts.put(name, value)));
  }

  @Override
  public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
    return whileOpen(() -> claimedPuts.putIfAbsent(name, value).map(Versions::shown));
  }

  @Override
  public Optional<SecretVersion> putIfVersion(
      SecretName name, SecretValue value, String expectedVersionId) {
    return whileOpen(
        () -> {
          OptionalLong expected = Versions.number(expectedVersionId);
          return expected.isEmpty()
              ? Optional.empty()
              : claimedPuts.putIfVersion(name, value, expected.getAsLong()).map(Versions::shown);
        });
  }

  @Override
  public void delete(SecretName name) {
    whileOpen(
        () -> {
          deletions.delete(name);
          return name;
        });
  }

  @Override
  public void markExpiry(SecretName name, Instant expiresAt) {
    whileOpen(
        () -> {
          expiryMarks.mark(name, expiresAt);
          return name;
        });
  }

  /** Makes a call that {@link #close} waits for. */
  private <R> R whileOpen(Supplier<R> call) {
    lifecycle.readLock().lock();
    try {
      if (closed) {
        throw new HalfturnException(
            Problem.of(ErrorCode.FAILED_PRECONDITION, calls.owner() + " is closed"));
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
      if (!closed) {
        closed = true;
        calls.close();
      }
    } finally {
      lifecycle.writeLock().unlock();
    }
  }

  @Override
  public String toString() {
    return calls.owner() + " in Secret Manager";
  }
}
