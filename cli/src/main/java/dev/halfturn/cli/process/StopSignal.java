// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.process;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Ctrl-C, or the wish of a service manager that the process ends. The command hears of it where it
 * waits, and says in its own way how it stands. Where it is at work it has a moment to come to an
 * end; where it asks a person there is nothing to end.
 */
public final class StopSignal implements Pause {

  /** The reason of the failure by which a command hears of it. */
  public static final String REASON = "INTERRUPTED";

  /** What the process then ends with, whichever signal it was. */
  public static final int STATUS = 130;

  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean asking;
  private volatile int status = STATUS;
  private volatile Duration patience = MOMENT;

  /** Runs the command as this process and ends it. */
  public void exitAfter(IntSupplier command, PrintStream err) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(err), "stop"));
    } catch (IllegalStateException e) {
      return; // the signal was quicker, and nothing has begun that it could interrupt
    }
    try {
      status = command.getAsInt();
    } finally {
      ended.countDown();
    }
    System.exit(status);
  }

  /** Asks a person something. */
  <T> T asking(Supplier<T> question) {
    asking = true;
    try {
      return question.get();
    } finally {
      asking = false;
    }
  }

  /**
   * Returns after the duration.
   *
   * @throws HalfturnException with {@link #REASON} if the process is to end
   */
  @Override
  public void sleep(Duration duration) {
    boolean stopped;
    try {
      stopped = requested.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
    if (stopped) {
      throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, REASON, "interrupted"));
    }
  }

  @Override
  public void mayTake(Duration duration) {
    patience = duration;
  }

  /** The virtual machine is being shut down: after the command, or by a signal. */
  private void stop(PrintStream err) {
    if (ended.getCount() == 0) {
      return;
    }
    requested.countDown();
    if (!endsInAMoment()) {
      if (asking) {
        err.println();
      }
      err.println("halfturn: error: interrupted");
      err.println(
          "halfturn: hint: what was stored is whole; 'halfturn status' shows a rotation that is"
              + " pending, and 'halfturn rotate <app> --resume' goes on with it");
      err.flush();
    }
    Runtime.getRuntime().halt(status);
  }

  private boolean endsInAMoment() {
    try {
      return !asking && ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
