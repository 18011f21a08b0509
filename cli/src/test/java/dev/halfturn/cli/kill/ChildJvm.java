// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    // the killed remove no file of theirs; and what Java has to say must not mingle with answers
    command.addAll(List.of("-XX:-UsePerfData", "-Xlog:disable", "-Xlog:all=warning:stderr"));
    command.add("-Dslf4j.provider=" + System.getProperty("slf4j.provider"));
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", ChildClasses.classPath(), process.getName()));
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

  /** If it is gone, nobody hears it. */
  void say(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      // then what it says next is empty
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

  /** Lets it come to its end, which it does when there is nothing more to hear. */
  void end() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
    process.onExit().join();
  }
}
