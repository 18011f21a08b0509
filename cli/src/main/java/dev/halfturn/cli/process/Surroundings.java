// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Everything a command touches outside itself, so that a test can stand in for a whole process.
 *
 * @param in standard input
 * @param out standard output: data
 * @param err standard error: talk
 * @param environment variables
 * @param properties system properties
 * @param clock what time it is
 * @param terminal the person at the keyboard
 * @param directory the working directory, absolute
 * @param pause how to wait
 */
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Map<String, String> properties,
    InstantSource clock,
    Terminal terminal,
    Path directory,
    Pause pause) {

  public Surroundings {
    Objects.requireNonNull(in);
    Objects.requireNonNull(out);
    Objects.requireNonNull(err);
    environment = Map.copyOf(environment);
    properties = Map.copyOf(properties);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(terminal);
    Objects.requireNonNull(directory);
    Objects.requireNonNull(pause);
  }

  /** Those of a process without a terminal, in its real working directory. */
  public static Surroundings withoutTerminal(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      InstantSource clock) {
    return new Surroundings(
        in,
        out,
        err,
        environment,
        Map.of(),
        clock,
        Terminal.none(),
        Path.of("").toAbsolutePath(),
        Pause.real());
  }

  /**
   * Those of this process. Both streams are UTF-8, whatever the locale.
   *
   * @param stop ends its pauses when the process is to end
   */
  public static Surroundings ofProcess(StopSignal stop) {
    return new Surroundings(
        System.in,
        new Stdout(),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        System.getProperties().stringPropertyNames().stream()
            .filter(name -> name.startsWith("halfturn."))
            .collect(Collectors.toMap(name -> name, System::getProperty)),
        InstantSource.system(),
        new SystemTerminal(stop),
        Path.of("").toAbsolutePath(),
        stop);
  }
}
