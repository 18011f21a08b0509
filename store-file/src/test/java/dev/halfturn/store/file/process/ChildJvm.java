// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.process;

import dev.halfturn.spi.SecretStore;
import dev.halfturn.store.file.FileSecretStoreFactory;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.slf4j.Logger;

/** Another JVM that works on a store, and can be talked to and killed. */
final class ChildJvm implements AutoCloseable {

  /** What goes wrong in them, for build-checks to search for secrets. */
  private static final Path ERRORS = Path.of("target/logs/children.err");

  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** How to start one; {@link StoreProcess} says what it can do. */
  static final class Launch {
    private final List<String> wrapper = new ArrayList<>();
    // few threads and no optimising compiler: it starts fast and leaves the other processor alone
    private final List<String> flags =
        new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));

    /** Words before the command itself, such as a tracer. */
    Launch under(String... words) {
      wrapper.addAll(List.of(words));
      return this;
    }

    Launch with(String flag) {
      flags.add(flag);
      return this;
    }

    /** The command as one list of words. */
    List<String> command(String... arguments) {
      List<String> command = new ArrayList<>(wrapper);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(flags);
      command.addAll(List.of("-cp", classPath(), StoreProcess.class.getName()));
      command.addAll(List.of(arguments));
      return command;
    }

    ChildJvm start(String... arguments) {
      return startCommand(command(arguments));
    }
  }

  /** Runs a command that leads to {@link StoreProcess} in the end. */
  static ChildJvm startCommand(List<String> command) {
    try {
      Files.createDirectories(ERRORS.getParent());
      Redirect errors = Redirect.appendTo(ERRORS.toFile());
      return new ChildJvm(new ProcessBuilder(command).redirectError(errors).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Launch launch() {
    return new Launch();
  }

  /** Where the classes it needs are, however this JVM found them. */
  static String classPath() {
    return Stream.of(
            StoreProcess.class,
            FileSecretStoreFactory.class,
            SecretStore.class,
            Argon2Parameters.class,
            Logger.class)
        .map(ChildJvm::placeOf)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String placeOf(Class<?> type) {
    String resource = "/" + type.getName().replace('.', '/') + ".class";
    String url = String.valueOf(type.getResource(resource));
    String place = url.substring(0, url.length() - resource.length());
    if (place.startsWith("jar:")) {
      place = place.substring("jar:".length(), place.length() - "!".length());
    }
    return Path.of(URI.create(place)).toString();
  }

  long pid() {
    return process.pid();
  }

  /** What it has to say next; empty if it has ended. */
  Optional<String> nextLine() {
    try {
      return Optional.ofNullable(output.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything it has still to say. */
  List<String> remainingLines() {
    return output.lines().toList();
  }

  void say(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * As {@code kill -9}, and waits until it is gone. Through the handle, because the process itself
   * would close its output, and what it still had to say would be lost.
   */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  int exitCode() {
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
