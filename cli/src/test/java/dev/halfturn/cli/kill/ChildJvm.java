// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM that runs one of the processes of these tests, and can be killed. */
final class ChildJvm implements AutoCloseable {

  /** What they log, for build-checks to search for secrets. */
  private static final Path LOG = Path.of("target/logs/children.log");

  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * @param process has a main method that takes the directory and the settings
   * @param javaOptions further ones
   * @param environment beside that of this process
   */
  static ChildJvm start(
      Class<?> process,
      Path stateDirectory,
      Map<String, String> settings,
      List<String> javaOptions,
      Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // it starts fast and leaves the other processor alone
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.add("-Dslf4j.provider=" + System.getProperty("slf4j.provider"));
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", classPath(), process.getName()));
    command.add(stateDirectory.toString());
    settings.forEach((key, value) -> command.add(key + "=" + value));
    try {
      Files.createDirectories(LOG.getParent());
      Redirect log = Redirect.appendTo(LOG.toFile());
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(log);
      builder.environment().putAll(environment);
      return new ChildJvm(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whatever this JVM sees, as class path or as module path. */
  private static String classPath() {
    return Stream.of("surefire.test.class.path", "java.class.path", "jdk.module.path")
        .map(System::getProperty)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(File.pathSeparator));
  }

  void say(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it says next; empty if it is gone. */
  Optional<String> nextLine() {
    try {
      return Optional.ofNullable(output.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * As {@code kill -9}. Through the handle, because the process itself would close its output, and
   * what it had said before would be lost.
   */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    process.onExit().join();
  }
}
