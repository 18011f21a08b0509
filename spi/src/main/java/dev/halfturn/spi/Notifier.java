// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

/**
 * A way to tell people something.
 *
 * <p>Implementations <em>must</em> be safe for use by several threads, and after {@link #close()}
 * {@link #send} <em>must</em> fail with {@link ErrorCode#FAILED_PRECONDITION}. They neither retry
 * nor deduplicate: the caller repeats a notice under the same {@link Notice#id()} until it has a
 * receipt.
 */
public interface Notifier extends AutoCloseable {

  /**
   * Sends one notice and returns when the next system has accepted it.
   *
   * @throws HalfturnException with a {@linkplain ErrorCode#retryable() retryable} code if the same
   *     notice may get through later, otherwise with {@link ErrorCode#UNAUTHENTICATED}, {@link
   *     ErrorCode#PERMISSION_DENIED}, {@link ErrorCode#NOT_FOUND} or {@link
   *     ErrorCode#INVALID_ARGUMENT}
   */
  Receipt send(Notice notice);

  /** Frees what the notifier holds. Idempotent. */
  @Override
  void close();
}
