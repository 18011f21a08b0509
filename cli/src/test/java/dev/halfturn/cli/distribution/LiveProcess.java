// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that is watched and disturbed while it runs. It ends with the test, and with it all
 * that it has started; and in any case after some minutes, so that nobody waits for its output for
 * ever.
 */
final class LiveProcess implements AutoCloseable {

  private static final long MINUTES_AT_MOST = 4;

  private final Process process;
  private final BufferedReader out;
  private final Path err;
  private final Set<ProcessHandle> descendants = new LinkedHashSet<>();
  private final CompletableFuture<Void> limit;

  /** With a standard input that stays open. */
  LiveProcess(Path home, Map<String, String> environment, List<String> command) {
    try {
      err = Files.createTempFile(home, "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(heedingSignals(command))
              .directory(home.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.matches("HALFTURN_.*|XDG_.*|LC_.*"));
      builder.environment().put("XDG_CACHE_HOME", "/dev/null"); // as for any ChildProcess
      builder.environment().putAll(environment);
      process = builder.start();
      out = process.inputReader(StandardCharsets.UTF_8);
      limit =
          CompletableFuture.runAsync(
              this::destroy, CompletableFuture.delayedExecutor(MINUTES_AT_MOST, TimeUnit.MINUTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param in all of its standard input
   */
  LiveProcess(Path home, Map<String, String> environment, String in, List<String> command) {
    this(home, environment, command);
    type(in);
    endInput();
  }

  /**
   * Whoever started the build in the background has it, and us, ignore Ctrl-C, and under nohup(1)
   * the end of the terminal; whoever started it from a terminal has us be what is typed to.
   */
  private static List<String> heedingSignals(List<String> command) throws IOException {
    List<String> heeding = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT,HUP"));
    if (!works(heeding)) {
      return command;
    }
    heeding.addAll(command);
    return heeding;
  }

  private static boolean works(List<String> command) {
    try {
      return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
    } catch (IOException e) {
      return false; // no such tool here
    }
  }

  /** Writes to its standard input. */
  void type(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends its standard input. */
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads standard output up to a line that has this in it. */
  void awaitLine(String part) {
    String line = line();
    while (!line.contains(part)) {
      line = line();
    }
  }

  /** The next line of standard output. */
  String line() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new AssertionError("it says no more; on standard error: " + err());
      }
      remember();
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void signal(String name) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
          .inheritIO()
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The exit status, if it ends in time. */
  int endsWithin(Duration time) {
    try {
      if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Whether it has ended by itself after so long. */
  boolean hasEndedAfter(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** What is left of standard output. */
  String out() {
    return String.join("\n", out.lines().toList());
  }

  String err() {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has started outlives it, and is then nobody's. */
  private synchronized void remember() {
    process.descendants().forEach(descendants::add);
  }

  private synchronized void destroy() {
    remember();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    limit.cancel(false);
    destroy();
  }
}
