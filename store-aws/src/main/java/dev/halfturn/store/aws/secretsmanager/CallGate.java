// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets calls through until it is closed; closing waits for those that are under way. */
final class CallGate {

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
  private final String owner;
  private boolean closed;

  CallGate(String owner) {
    this.owner = owner;
  }

  <T> T pass(Supplier<T> call) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new HalfturnException(
            Problem.of(ErrorCode.FAILED_PRECONDITION, owner + " is closed"));
      }
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  void close() {
    lock.writeLock().lock();
    try {
      closed = true;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
