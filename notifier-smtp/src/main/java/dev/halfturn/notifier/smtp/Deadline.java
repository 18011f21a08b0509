// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Does something in a thread of its own, of which nobody hears any more when its time is over. So
 * not even a name server can hold up who waits.
 */
final class Deadline {

  private Deadline() {}

  /**
   * Waits for what the work yields.
   *
   * @param breakOff makes the work end soon
   * @param tooSlow what to throw when the time is over
   */
  static <T> T within(
      Duration time, Callable<T> work, Runnable breakOff, Supplier<HalfturnException> tooSlow) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "halfturn-smtp");
    thread.setDaemon(true);
    // the mail library finds its parts by it
    thread.setContextClassLoader(Deadline.class.getClassLoader());
    thread.start();
    try {
      return task.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      breakOff.run();
      throw tooSlow.get();
    } catch (InterruptedException e) {
      breakOff.run();
      Thread.currentThread().interrupt();
      throw new HalfturnException(
          Problem.of(ErrorCode.UNAVAILABLE, "INTERRUPTED", "sending a mail was interrupted"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HalfturnException failure) {
        throw failure;
      }
      throw new HalfturnException(
          Problem.of(
              ErrorCode.INTERNAL, "sending a mail failed: " + e.getCause().getClass().getName()));
    }
  }
}
