// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A program that is run in our place: with our standard streams, and told the signals that we are
 * told. This process does not end before it. From creation until closed, signals are for the child.
 * Where one came before and this process is ending already, nothing is started any more.
 */
public final class Child implements AutoCloseable {

  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  /** What a shell adds to the number of the signal that ended a program. */
  private static final int BY_SIGNAL = 128;

  private final Surroundings surroundings;
  private final Optional<Signals> signals;
  private final Thread atShutdown = new Thread(() -> heard("TERM"), "child");
  private Optional<Process> process = Optional.empty();
  private Optional<String> early = Optional.empty();

  public Child(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.signals = isWholeProcess() ? Optional.of(new Signals(this::heard)) : Optional.empty();
    try {
      Runtime.getRuntime().addShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      heard("INT"); // it has begun, and this process ends with 130 whichever signal it was
    }
  }

  /**
   * Runs the program to its end.
   *
   * @return its exit status, 128 and the number of the signal if one ended it; or if a signal came
   *     before it was started
   * @throws IOException if it cannot be started
   */
  public int run(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(surroundings.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (isWholeProcess()) {
      builder.inheritIO();
    }
    Optional<Process> started = start(builder);
    return started.isPresent() ? end(started.get()) : BY_SIGNAL + NUMBERS.get(early.orElseThrow());
  }

  /** Signals are ours again. */
  @Override
  public void close() {
    signals.ifPresent(Signals::close);
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // it has begun, and the child has ended before
    }
  }

  private synchronized Optional<Process> start(ProcessBuilder builder) throws IOException {
    if (early.isEmpty()) {
      process = Optional.of(builder.start());
    }
    return process;
  }

  private int end(Process running) {
    if (!isWholeProcess()) {
      CompletableFuture<Void> errors =
          CompletableFuture.runAsync(() -> copy(running.getErrorStream(), surroundings.err()));
      CompletableFuture<Void> input = CompletableFuture.runAsync(() -> feed(running));
      copy(running.getInputStream(), surroundings.out());
      CompletableFuture.allOf(errors, input).join();
    }
    return waitFor(running);
  }

  private void feed(Process running) {
    try (OutputStream stdin = running.getOutputStream()) {
      surroundings.in().transferTo(stdin);
    } catch (IOException e) {
      // it had no use for all of it
    }
  }

  private static int waitFor(Process running) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return running.waitFor();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Where this is only part of a process, as in a test, the streams are not the process's. */
  private boolean isWholeProcess() {
    return surroundings.in() == System.in;
  }

  private static void copy(InputStream from, OutputStream to) {
    try {
      from.transferTo(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void heard(String signal) {
    if (process.isEmpty()) {
      early = Optional.of(signal);
    } else if (!signal.equals("INT") || !Foreground.isOurs(surroundings.terminal())) {
      pass(signal, process.get());
    }
  }

  private static void pass(String signal, Process to) {
    if (signal.equals("TERM")) {
      to.destroy();
      return;
    }
    if (!to.isAlive()) {
      return; // another process may have its number by now
    }
    try {
      // the JDK can send no other signal; every shell can
      new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", signal, String.valueOf(to.pid()))
          .start();
    } catch (IOException e) {
      to.destroy();
    }
  }
}
