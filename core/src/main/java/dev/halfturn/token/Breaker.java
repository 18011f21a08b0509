// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.HalfturnException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Stops all exchanges for a while when Amazon fails for everybody: each seller's own pause would
 * still add up to thousands of calls. Thread-safe.
 */
final class Breaker implements Exchanger {

  /** Failures in a row, without a success of anybody in between, that stop everybody. */
  static final int THRESHOLD = 5;

  private final Exchanger amazon;
  private final LongSupplier nanos;
  private final RandomGenerator random;
  private int failures;
  private Remembered pause;
  private boolean trying;

  Breaker(Exchanger amazon, LongSupplier nanos, RandomGenerator random) {
    this.amazon = amazon;
    this.nanos = nanos;
    this.random = random;
  }

  /**
   * Exchanges, unless everybody pauses. When a pause is over one exchange tries; the others are
   * refused until it is known what became of it.
   *
   * @throws HalfturnException what Amazon failed with last, in a pause
   */
  @Override
  public TokenReply exchange(ClientCredential client, Grant grant) {
    boolean first = enter();
    try {
      TokenReply reply = amazon.exchange(client, grant);
      answered();
      return reply;
    } catch (TokenException e) {
      if (e.fault() == Fault.AMAZON || e.fault() == Fault.THROTTLED) {
        failed(e, first);
      } else if (e.httpStatus().isPresent()) {
        answered();
      }
      throw e;
    } finally {
      if (first) {
        leave();
      }
    }
  }

  private synchronized boolean enter() {
    if (pause == null) {
      return false;
    }
    if (trying || !pause.isDue(nanos.getAsLong())) {
      throw Remembered.again(pause.failure());
    }
    trying = true;
    return true;
  }

  private synchronized void leave() {
    trying = false;
  }

  private synchronized void answered() {
    failures = 0;
    pause = null;
  }

  // calls that were under way when the pause began do not make it longer
  private synchronized void failed(TokenException failure, boolean first) {
    failures++;
    if (pause == null ? failures >= THRESHOLD : first) {
      pause = Remembered.after(pause, failure, nanos.getAsLong(), random);
    }
  }
}
