// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.benchmarks.StartUpBed.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Other commands that people call for a secret; those that are installed. */
final class OtherTools implements AutoCloseable {

  private final Path directory;
  private final Map<String, String> environment;
  private final Optional<Program> aws;
  private final Optional<Program> age;
  private final Optional<Program> pass;

  /**
   * Prepares what they need, with made-up secrets.
   *
   * @param directory for their files
   */
  OtherTools(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    Path gnupg = Files.createDirectory(directory.resolve("gnupg"));
    Files.setPosixFilePermissions(gnupg, PosixFilePermissions.fromString("rwx------"));
    environment =
        Map.of(
            "GNUPGHOME", gnupg.toString(),
            "PASSWORD_STORE_DIR", directory.resolve("pass").toString());
    aws = working(new Program(List.of("aws", "--version"), Map.of()));
    age = runs(atTerminal(2, "age -p -o sealed plain.key")) ? opening() : Optional.empty();
    pass = runs(passStore()) ? working(program("pass show erp")) : Optional.empty();
  }

  /** {@code aws --version}. */
  Optional<Program> aws() {
    return aws;
  }

  /** {@code age -d} of a file that a passphrase seals. */
  Optional<Program> age() {
    return age;
  }

  /** {@code pass show}, with a key that needs no passphrase. */
  Optional<Program> pass() {
    return pass;
  }

  private Optional<Program> opening() throws InterruptedException {
    return working(atTerminal(1, "age -d -o opened sealed"));
  }

  /** It asks for the passphrase at a terminal and nowhere else. */
  private Program atTerminal(int times, String command) {
    String answers = "printf '" + (StartUpBed.PASSPHRASE + "\\n").repeat(times) + "'";
    return program(answers + " | script -qec '" + command + "' /dev/null");
  }

  private Program passStore() {
    return program(
        "gpg -q --batch --passphrase '' --quick-gen-key benchmark default default never"
            + " && pass init benchmark && echo secret | pass insert -e erp");
  }

  private Program program(String script) {
    return new Program(
        List.of("sh", "-c", "cd '" + directory + "' && { " + script + "; } 2>&1"), environment);
  }

  private static Optional<Program> working(Program program) throws InterruptedException {
    return runs(program) ? Optional.of(program) : Optional.empty();
  }

  private static boolean runs(Program program) throws InterruptedException {
    try {
      program.run();
      return true;
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }

  /** Ends what gpg has left running. */
  @Override
  public void close() {
    try {
      runs(program("gpgconf --kill all"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
