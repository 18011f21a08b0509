// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import dev.halfturn.store.file.format.UnlockKey;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a program for the key, such as the client of a keyring. No shell is involved, its standard
 * input is empty, its standard error is dropped because it might quote the key, and of the
 * environment it gets only what keyrings need.
 */
final class KeyCommand implements KeySource {

  static final Duration TIME_LIMIT = Duration.ofSeconds(10);
  static final int OUTPUT_LIMIT = 4096;

  private static final Set<String> PASSED_ON =
      Set.of(
          "DBUS_SESSION_BUS_ADDRESS",
          "GNUPGHOME",
          "HOME",
          "LANG",
          "LC_ALL",
          "LOGNAME",
          "PASSWORD_STORE_DIR",
          "PATH",
          "Path",
          "SystemRoot",
          "TMPDIR",
          "USER",
          "USERPROFILE",
          "XDG_RUNTIME_DIR");

  private final List<String> arguments;
  private final Duration timeLimit;

  /**
   * @param arguments the program's absolute path, then what it gets
   */
  KeyCommand(List<String> arguments, Duration timeLimit) {
    this.arguments = arguments;
    this.timeLimit = timeLimit;
  }

  @Override
  public UnlockKey read() {
    Process process = start();
    try {
      long deadline = System.nanoTime() + timeLimit.toNanos();
      byte[] output = readOutput(process);
      try {
        if (output.length > OUTPUT_LIMIT) {
          throw KeyProblems.commandFailed("printed more than " + OUTPUT_LIMIT + " bytes");
        }
        requireSuccess(process, deadline - System.nanoTime());
        return KeyText.parse("the output of " + this, output);
      } finally {
        Arrays.fill(output, (byte) 0);
      }
    } catch (TimeoutException e) {
      throw KeyProblems.commandFailed("took longer than " + timeLimit.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KeyProblems.commandFailed("was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start() {
    ProcessBuilder builder =
        new ProcessBuilder(arguments)
            .redirectInput(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null"))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(PASSED_ON);
    try {
      return builder.start();
    } catch (IOException e) {
      throw KeyProblems.commandFailed("'" + arguments.get(0) + "' cannot be started");
    }
  }

  /** In a thread of its own: a read from a process cannot be given up in any other way. */
  private byte[] readOutput(Process process) throws TimeoutException, InterruptedException {
    FutureTask<byte[]> reading =
        new FutureTask<>(() -> process.getInputStream().readNBytes(OUTPUT_LIMIT + 1));
    Thread thread = new Thread(reading, "halfturn-key-command");
    thread.setDaemon(true);
    thread.start();
    try {
      return reading.get(timeLimit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw KeyProblems.commandFailed("cannot be read from");
    }
  }

  private static void requireSuccess(Process process, long nanosLeft)
      throws TimeoutException, InterruptedException {
    if (!process.waitFor(nanosLeft, TimeUnit.NANOSECONDS)) {
      throw new TimeoutException();
    }
    if (process.exitValue() != 0) {
      throw KeyProblems.commandFailed("ended with exit code " + process.exitValue());
    }
  }

  @Override
  public String toString() {
    return "key-command '" + arguments.get(0) + "'";
  }
}
