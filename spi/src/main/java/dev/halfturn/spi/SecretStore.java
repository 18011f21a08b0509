// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A place that keeps secrets by name. Four operations; what only some stores can do is a
 * sub-interface ({@link VersionedSecretStore}, {@link CreateOnlySecretStore}, {@link
 * ConditionalSecretStore}, {@link BatchSecretStore}, {@link ExpiringSecretStore}), never a flag.
 *
 * <p>Implementations <em>must</em> be safe for use by several threads and <em>must not</em> cache
 * values across calls: another process may write the same store. After {@link #close()} every other
 * method <em>must</em> fail with {@link ErrorCode#FAILED_PRECONDITION}. An interrupted thread
 * <em>must not</em> harm the store: its call is carried out or fails, and later calls work.
 *
 * <p>Every method <em>may</em> raise {@link HalfturnException} with {@link
 * ErrorCode#PERMISSION_DENIED}, {@link ErrorCode#UNAUTHENTICATED}, {@link ErrorCode#CORRUPT},
 * {@link ErrorCode#RATE_LIMITED}, {@link ErrorCode#UNAVAILABLE}, {@link ErrorCode#TIMEOUT} or
 * {@link ErrorCode#INTERNAL}. No exception text and no {@code toString} may contain a value.
 */
public interface SecretStore extends AutoCloseable {

  /** The current version: of all completed {@link #put}s the last. Empty if there is none. */
  Optional<StoredSecret> find(SecretName name);

  /**
   * Several entries at once, those that exist, by name. Stores with a batch call or a costly open
   * <em>should</em> override it.
   */
  default Map<SecretName, StoredSecret> findAll(Set<SecretName> names) {
    Map<SecretName, StoredSecret> found = new TreeMap<>();
    names.forEach(name -> find(name).ifPresent(secret -> found.put(name, secret)));
    return found;
  }

  /**
   * Stores a value, which becomes the current version. When this returns, the value <em>must</em>
   * be durable and readable by {@link #find}. Not idempotent: the same value again is a new
   * version. Concurrent puts of one name end with one of the values, whole.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} <em>before</em> anything is
   *     written, if this store cannot hold such a value; {@link ErrorCode#CONFLICT} if the entry is
   *     held by somebody else; {@link ErrorCode#UNAVAILABLE} if it is not certain that the value is
   *     durable
   */
  SecretVersion put(SecretName name, SecretValue value);

  /**
   * Removes the entry with all its versions from view. Idempotent: an absent entry is no error. The
   * name <em>must</em> be usable again, and a version id <em>must not</em> be used again.
   */
  void delete(SecretName name);

  /**
   * The names of existing entries within a prefix ({@link SecretName#isWithin}), sorted, possibly
   * read lazily: the caller closes the stream.
   *
   * @param prefix empty for all, or a legal name; the caller sees to that
   */
  Stream<SecretName> names(String prefix);

  /** Frees what the store holds. Idempotent; waits for calls in flight. */
  @Override
  void close();
}
