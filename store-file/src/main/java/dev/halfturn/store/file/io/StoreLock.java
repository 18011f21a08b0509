// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one writer in at a time: of this process by a mutex, of all processes by a lock of the
 * operating system on a file of its own, {@code <store>.lock}. That file is opened once per process
 * and never read, renamed, deleted or closed: each of these would silently drop or split the lock.
 * Thread-safe; not re-entrant.
 */
public final class StoreLock {

  private static final Duration POLL = Duration.ofMillis(50);

  private final FileOps ops;
  private final Path store;
  private final Path lockPath;
  private final LockInfo info;
  private final Pause pause;
  private final ReentrantLock mutex = new ReentrantLock();
  private FileOps.LockFile lockFile; // guarded by mutex

  StoreLock(FileOps ops, Path store, Pause pause) {
    this.ops = ops;
    this.store = store;
    this.lockPath = store.resolveSibling(store.getFileName() + ".lock");
    this.info = new LockInfo(ops, store.resolveSibling(store.getFileName() + ".lock.info"));
    this.pause = pause;
  }

  /**
   * Works while holding the lock, after waiting for it.
   *
   * @throws HalfturnException reason {@code STORE_BUSY} if it stays taken for that long; {@code
   *     STORE_READ_ONLY}, {@code STORE_FULL} or {@code STORE_INSECURE} if it cannot be taken at all
   */
  public <T> T holding(Duration timeout, InstantSource clock, Supplier<T> work) {
    try {
      if (!mutex.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
      try {
        waitForLock(timeout, clock);
        return workThenUnlock(work);
      } finally {
        mutex.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HalfturnException(
          Problem.of(ErrorCode.UNAVAILABLE, "interrupted while waiting for store '" + store + "'")
              .withHint("repeat; nothing was changed"));
    }
  }

  /** Works while holding the lock, if nobody else has it; otherwise does nothing. */
  public void holdingIfFree(InstantSource clock, Runnable work) {
    if (!mutex.tryLock()) {
      return;
    }
    try {
      if (lockNow(clock)) {
        workThenUnlock(
            () -> {
              work.run();
              return true;
            });
      }
    } finally {
      mutex.unlock();
    }
  }

  private void waitForLock(Duration timeout, InstantSource clock) throws InterruptedException {
    for (long waited = 0; !lockNow(clock); waited += POLL.toMillis()) {
      if (waited >= timeout.toMillis()) {
        throw busy();
      }
      pause.pause(POLL);
    }
  }

  @SuppressWarnings("try") // the resource is only there to be closed
  private <T> T workThenUnlock(Supplier<T> work) {
    try (Unlocking unlocking = this::unlock) {
      return work.get();
    }
  }

  private interface Unlocking extends AutoCloseable {
    @Override
    void close();
  }

  private boolean lockNow(InstantSource clock) {
    try {
      if (lockFile == null || !isStillThere(lockFile)) {
        lockFile = ops.openLock(lockPath);
      }
      return lockFile.tryLock() && confirm(clock);
    } catch (IOException e) {
      throw cannotLock(e);
    }
  }

  /** If somebody deleted the file just now, the next process would lock another: begin again. */
  private boolean confirm(InstantSource clock) throws IOException {
    boolean confirmed = false;
    try {
      confirmed = isStillThere(lockFile);
    } finally {
      if (!confirmed) {
        lockFile.unlock();
      }
    }
    if (confirmed) {
      info.write(clock.instant());
    }
    return confirmed;
  }

  private boolean isStillThere(FileOps.LockFile file) throws IOException {
    try {
      return ops.facts(lockPath).identity().equals(file.identity());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private HalfturnException cannotLock(IOException cause) {
    try {
      if (ops.facts(lockPath).kind() != FileFacts.Kind.FILE) {
        return FileProblems.insecure(
            "lock file '" + lockPath + "' is not a plain file", "find out who made it; remove it");
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return FileProblems.notWritten(lockPath, cause);
  }

  private void unlock() {
    try {
      lockFile.unlock();
    } catch (IOException e) {
      throw FileProblems.notDurable(lockPath, "the lock may still be held by this process", e);
    }
  }

  private HalfturnException busy() {
    return new HalfturnException(
        Problem.of(
                ErrorCode.CONFLICT,
                "STORE_BUSY",
                "store '" + store + "' is being written by " + info.read())
            .withHint("repeat when it is done; if it hangs, end that process"));
  }
}
