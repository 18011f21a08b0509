// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed in reverse. Thread-safe. */
final class Resources implements AutoCloseable {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Takes charge of something that has just been opened. */
  synchronized <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  /**
   * Closes everything, whatever fails meanwhile: the first failure is thrown, the others are
   * suppressed in it. Idempotent.
   */
  @Override
  public synchronized void close() {
    RuntimeException first = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        RuntimeException failure = e instanceof HalfturnException known ? known : wrapped(e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Closes everything because of a failure, which is going to be thrown. */
  void closeAfter(Throwable failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** A plug-in's own exception may quote anything. */
  private static HalfturnException wrapped(Exception e) {
    return new HalfturnException(
        Problem.of(ErrorCode.INTERNAL, "closing failed with " + e.getClass().getName()));
  }
}
