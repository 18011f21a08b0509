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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is watched and disturbed while it runs. */
final class LiveProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Path err;

  /**
   * @param in all of its standard input
   */
  LiveProcess(Path home, Map<String, String> environment, String in, List<String> command) {
    try {
      err = Files.createTempFile(home, "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(heedingSignals(command))
              .directory(home.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.matches("HALFTURN_.*|XDG_.*|LC_.*"));
      builder.environment().putAll(environment);
      process = builder.start();
      out = process.inputReader(StandardCharsets.UTF_8);
      process.getOutputStream().write(in.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whoever started the build in the background has it, and us, ignore Ctrl-C. */
  private static List<String> heedingSignals(List<String> command) throws IOException {
    List<String> heeding = new ArrayList<>(List.of("env", "--default-signal=INT"));
    int works = new ProcessBuilder(heeding).start().onExit().join().exitValue();
    if (works != 0) {
      return command;
    }
    heeding.addAll(command);
    return heeding;
  }

  /** Reads standard output up to a line that has this in it. */
  void awaitLine(String part) {
    try {
      String line = out.readLine();
      while (line != null && !line.contains(part)) {
        line = out.readLine();
      }
      if (line == null) {
        throw new AssertionError("no '" + part + "'; on standard error: " + err());
      }
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
  int endsWithin(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it does not end");
      }
      return process.exitValue();
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

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
