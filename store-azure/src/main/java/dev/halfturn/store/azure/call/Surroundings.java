// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What a process has around it that may offer credentials.
 *
 * @param variables an environment variable, by name
 * @param hasCli whether the command {@code az} is there
 * @param hasInstanceMetadata whether the machine's own service of Azure is there; may take a second
 */
record Surroundings(
    Function<String, Optional<String>> variables,
    BooleanSupplier hasCli,
    BooleanSupplier hasInstanceMetadata) {

  private static final InetSocketAddress INSTANCE_METADATA =
      new InetSocketAddress("169.254.169.254", 80);
  private static final Duration PROBE = Duration.ofSeconds(1);

  static Surroundings ofThisProcess() {
    return new Surroundings(
        name -> Optional.ofNullable(System.getenv(name)),
        () -> isOnPath("az", Optional.ofNullable(System.getenv("PATH")).orElse("")),
        () -> answers(INSTANCE_METADATA));
  }

  /** Empty for what is set to nothing. */
  Optional<String> variable(String name) {
    return variables.apply(name).filter(text -> !text.isBlank());
  }

  boolean has(String... names) {
    for (String name : names) {
      if (variable(name).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  static boolean isOnPath(String command, String path) {
    for (String directory : path.split(File.pathSeparator, -1)) {
      if (!directory.isEmpty() && isExecutable(directory, command)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isExecutable(String directory, String command) {
    try {
      Path file = Path.of(directory, command);
      return Files.isRegularFile(file) && Files.isExecutable(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  static boolean answers(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) PROBE.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
