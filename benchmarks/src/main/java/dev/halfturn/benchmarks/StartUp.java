// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.benchmarks.StartUpBed.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * What somebody waits for who calls the command: whole processes from start to end, each in turn
 * with the limit that its goal is a multiple of.
 */
final class StartUp {

  private final int rounds;
  private final Report report;

  private StartUp(int rounds, Report report) {
    this.rounds = rounds;
    this.report = report;
  }

  /**
   * Measures everything.
   *
   * @param distribution the folder with {@code bin} and {@code lib}
   * @param full for figures worth quoting: with archives of classes, as from the second start on
   */
  static void run(Path directory, Path distribution, boolean full, Report report)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (StartUpBed bed = new StartUpBed(directory, distribution, full)) {
      new StartUp(full ? 15 : 1, report).run(bed);
    }
  }

  private void run(StartUpBed bed) throws IOException, InterruptedException {
    String oneLine = "JVM that prints one line";
    compare("`--version`", bed.command("key-file.yaml", "--version"), oneLine, bed.oneLine(), 2.0);
    compare(
        "`--version`",
        bed.command("key-file.yaml", "--version"),
        "the smallest command with picocli",
        bed.picocliVersion(),
        0.5);
    compare("`--help`", bed.command("key-file.yaml", "--help"), oneLine, bed.oneLine(), 2.0);
    compare(
        "`token`, key file",
        bed.command("key-file.yaml", "token", "erp"),
        "plain program, key file, the same call",
        bed.plain("key-file", true),
        1.2);
    compare(
        "`token`, passphrase",
        bed.command("passphrase.yaml", "token", "erp"),
        "plain program, passphrase, the same call",
        bed.plain("passphrase-file", true),
        1.2);
    compare(
        "`token`, kept on disk",
        bed.command("disk.yaml", "token", "erp"),
        "plain program, key file, no call",
        bed.plain("key-file", false),
        1.2);
    compare(
        "a program that embeds the library, JVM start to first token",
        bed.embedded(),
        "plain program, key file, the same call",
        bed.plain("key-file", true),
        1.2);
    compare(
        "a program that embeds the library, JVM start to first token, JVM as it is",
        bed.embeddedWithoutOptions(),
        "plain program, key file, the same call, JVM as it is",
        bed.plainWithoutOptions(),
        1.2);
    Optional<Program> aws = StartUpBed.awsVersion();
    if (aws.isPresent()) {
      besideAws(bed, aws.get());
    }
    DaemonAtRest.run(bed, rounds, report);
  }

  private void besideAws(StartUpBed bed, Program aws) throws IOException, InterruptedException {
    compare(
        "`token`, key file",
        bed.command("key-file.yaml", "token", "erp"),
        "`aws --version`",
        aws,
        0.55);
    compare(
        "`token`, kept on disk",
        bed.command("disk.yaml", "token", "erp"),
        "`aws --version`",
        aws,
        0.25);
  }

  private void compare(String what, Program ours, String beside, Program limit, double most)
      throws IOException, InterruptedException {
    limit.run();
    ours.run();
    Pair times = new Pair(rounds);
    for (int i = 0; i < rounds; i++) {
      times.add(limit.run(), ours.run());
    }
    report.ratio(what, beside, times.theirMillis(), times.ourMillis(), "ms", most);
  }

  /**
   * Runs it alone.
   *
   * @param args {@code full} or {@code short}, the distribution
   */
  public static void main(String[] args)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "start-up-");
    Report report = new Report();
    try {
      run(directory, Path.of(args[1]).toRealPath(), args[0].equals("full"), report);
    } finally {
      Main.delete(directory);
    }
    System.out.println(report);
  }
}
