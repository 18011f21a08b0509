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

  private static final String ON_DISK = "`token`, kept on disk";
  private static final String CHEAP = "`token`, passphrase that needs 19 MiB";

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
    try (StartUpBed bed = new StartUpBed(directory, distribution, full);
        OtherTools tools = new OtherTools(directory)) {
      StartUp startUp = new StartUp(full ? 15 : 1, report);
      startUp.run(bed);
      startUp.besideOthers(bed, tools);
      DaemonAtRest.run(bed, startUp.rounds, report);
    }
  }

  private void run(StartUpBed bed) throws IOException, InterruptedException {
    String oneLine = "JVM that prints one line";
    compare(
        "`--version`",
        bed.command(StoreKey.FILE.configuration(), "--version"),
        oneLine,
        bed.oneLine(),
        2.0);
    compare(
        "`--version`",
        bed.command(StoreKey.FILE.configuration(), "--version"),
        "the smallest command with picocli",
        bed.picocliVersion(),
        0.5);
    compare(
        "`--help`",
        bed.command(StoreKey.FILE.configuration(), "--help"),
        oneLine,
        bed.oneLine(),
        2.0);
    compare(
        "`token`, key file",
        bed.token(StoreKey.FILE),
        "plain program, key file, the same call",
        bed.plain(StoreKey.FILE, true),
        1.2);
    compare(
        "`token`, passphrase",
        bed.token(StoreKey.PASSPHRASE),
        "plain program, passphrase, the same call",
        bed.plain(StoreKey.PASSPHRASE, true),
        1.2);
    compare(
        CHEAP,
        bed.token(StoreKey.CHEAP_PASSPHRASE),
        "plain program, such a passphrase, the same call",
        bed.plain(StoreKey.CHEAP_PASSPHRASE, true),
        1.2);
    compare(
        ON_DISK,
        bed.tokenOnDisk(),
        "plain program, key file, no call",
        bed.plain(StoreKey.FILE, false),
        1.2);
    compare(
        "a program that embeds the library, JVM start to first token",
        bed.embedded(),
        "plain program, key file, the same call",
        bed.plain(StoreKey.FILE, true),
        1.2);
    compare(
        "a program that embeds the library, JVM start to first token, JVM as it is",
        bed.embeddedWithoutOptions(),
        "plain program, key file, the same call, JVM as it is",
        bed.plainWithoutOptions(),
        1.2);
  }

  private void besideOthers(StartUpBed bed, OtherTools tools)
      throws IOException, InterruptedException {
    besideOther(
        "`token`, key file", bed.token(StoreKey.FILE), "`aws --version`", tools.aws(), 0.55);
    besideOther(ON_DISK, bed.tokenOnDisk(), "`aws --version`", tools.aws(), 0.25);
    besideOther(ON_DISK, bed.tokenOnDisk(), "`pass show`", tools.pass(), 5.5);
    String age = "`age -d`, passphrase";
    besideOther("`token`, passphrase", bed.token(StoreKey.PASSPHRASE), age, tools.age(), 1.6);
    besideOther(CHEAP, bed.token(StoreKey.CHEAP_PASSPHRASE), age, tools.age(), 0.8);
  }

  private void besideOther(
      String what, Program ours, String beside, Optional<Program> other, double most)
      throws IOException, InterruptedException {
    if (other.isPresent()) {
      compare(what, ours, beside, other.get(), most);
    }
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
