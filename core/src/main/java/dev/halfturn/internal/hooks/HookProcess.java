// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.hooks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One program, run to its end: no shell, no arguments, nothing to read, of the environment only
 * what programs need to find each other.
 */
final class HookProcess {

  private static final Set<String> PASSED_ON =
      Set.of("PATH", "Path", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SystemRoot", "TEMP");

  /** How long the rest of its output is waited for, which a child of its own may keep open. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final Path program;
  private final Map<String, String> variables;
  private final Duration limit;

  HookProcess(Path program, Map<String, String> variables, Duration limit) {
    this.program = program;
    this.variables = variables;
    this.limit = limit;
  }

  /**
   * Runs it.
   *
   * @param output gets its first lines
   * @return why it did not do what it is for, as the end of a sentence; empty if it did
   */
  Optional<String> run(Consumer<String> output) {
    Process process;
    try {
      process = start();
    } catch (IOException e) {
      return Optional.of("cannot be started");
    }
    Thread reading = new Thread(new HookOutput(process.getInputStream(), output), "halfturn-hook");
    reading.setDaemon(true);
    reading.start();
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        kill(process);
        return Optional.of("took longer than " + words(limit));
      }
      reading.join(REST.toMillis());
      int status = process.exitValue();
      return status == 0 ? Optional.empty() : Optional.of("ended with exit code " + status);
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      return Optional.of("was interrupted");
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(program.toString()))
            .directory(new File(program.getParent().toString()))
            .redirectInput(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null"))
            .redirectErrorStream(true);
    builder.environment().keySet().retainAll(PASSED_ON);
    builder.environment().putAll(variables);
    return builder.start();
  }

  /** With all that it has started: listed first, since whoever loses its parent is not found. */
  private static void kill(Process process) {
    List<ProcessHandle> tree = new ArrayList<>(process.descendants().toList());
    tree.add(0, process.toHandle());
    for (ProcessHandle one : tree) {
      List<ProcessHandle> late = one.descendants().toList();
      one.destroyForcibly();
      late.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static String words(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
