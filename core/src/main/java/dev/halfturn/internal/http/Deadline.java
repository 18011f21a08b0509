// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The moment at which the call made by the current thread must be over. */
final class Deadline implements AutoCloseable {

  private static final ThreadLocal<Deadline> CURRENT = new ThreadLocal<>();

  private final long endNanos;
  private Socket inUse;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  /** Starts a deadline for this thread; closing ends it. */
  static Deadline in(Duration time) {
    Deadline deadline = new Deadline(System.nanoTime() + time.toNanos());
    CURRENT.set(deadline);
    return deadline;
  }

  /**
   * How long one read of this thread may wait.
   *
   * @param reading where from
   * @param wanted in milliseconds, 0 for ever, as sockets have it
   * @throws SocketTimeoutException if the time is over
   */
  static int timeout(Socket reading, int wanted) throws SocketTimeoutException {
    Deadline deadline = CURRENT.get();
    if (deadline == null) {
      return wanted;
    }
    deadline.inUse = reading;
    deadline.check();
    long left = Math.max(1, deadline.leftMillis()); // 0 would mean for ever
    return (int) (wanted == 0 ? left : Math.min(wanted, left));
  }

  /**
   * Does nothing before the deadline.
   *
   * @throws SocketTimeoutException if the time is over
   */
  void check() throws SocketTimeoutException {
    if (leftMillis() == 0) {
      throw new SocketTimeoutException("deadline");
    }
  }

  /** Closes the socket this thread read from, without a word to the peer or a read of the rest. */
  void cut() {
    if (inUse != null) {
      try {
        inUse.close();
      } catch (IOException e) {
        // it is gone, which is what was wanted
        inUse = null;
      }
    }
  }

  /** Milliseconds left, rounded up; 0 if it is over. */
  long leftMillis() {
    long left = endNanos - System.nanoTime();
    return left <= 0 ? 0 : Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1);
  }

  @Override
  public void close() {
    CURRENT.remove();
  }
}
