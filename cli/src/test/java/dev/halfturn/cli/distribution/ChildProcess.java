// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import dev.halfturn.cli.schema.Documents;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program in a home directory of its own and collects what it writes. */
final class ChildProcess {

  /** How a program ended. */
  record Result(int status, String out, String err) {}

  private static final long SECONDS_AT_MOST = 240;

  private final Path home;
  private final Path outputs;
  private final boolean inherits;
  private final Map<String, String> environment = new HashMap<>();

  private ChildProcess(Path home, Path outputs, boolean inherits) {
    this.home = home;
    this.outputs = outputs;
    this.inherits = inherits;
  }

  ChildProcess(Path home) {
    this(home, home, true);
    environment.put("HOME", home.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put(
        "XDG_CACHE_HOME", "/dev/null"); // no archive of classes is made behind a test's back
  }

  /**
   * One that finds nothing but its own.
   *
   * @param environment all variables
   * @param outputs where it does not see what it has written
   */
  static ChildProcess bare(Path home, Map<String, String> environment, Path outputs) {
    ChildProcess process = new ChildProcess(home, outputs, false);
    process.environment.putAll(environment);
    return process;
  }

  ChildProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Result run(List<String> command) {
    return run(command, "");
  }

  Result run(List<String> command, String in) {
    try {
      Path out = Files.createTempFile(outputs, "out", "");
      Path err = Files.createTempFile(outputs, "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(name -> !inherits || name.matches("HALFTURN_.*|XDG_.*|LC_.*"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(in.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("it does not end: " + command);
      }
      Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      Documents.requireValid(result.out());
      Documents.requireValid(result.err());
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
