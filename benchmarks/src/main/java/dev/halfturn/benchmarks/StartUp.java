// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.benchmarks.StartUpBed.Program;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;

/**
 * What somebody waits for who calls the command: whole processes from start to end, each in turn
 * with the limit that its goal is a multiple of.
 */
final class StartUp {

  private final StartUpBed bed;
  private final int rounds;
  private final PrintStream out;

  private StartUp(StartUpBed bed, int rounds, PrintStream out) {
    this.bed = bed;
    this.rounds = rounds;
    this.out = out;
  }

  /**
   * Measures everything.
   *
   * @param distribution the folder with {@code bin} and {@code lib}
   * @param full for figures worth quoting: with archives of classes, as from the second start on
   */
  static void run(Path directory, Path distribution, boolean full, PrintStream out)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (StartUpBed bed = new StartUpBed(directory, distribution, full)) {
      new StartUp(bed, full ? 15 : 1, out).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    out.println("whole processes; ratio: the median of the rounds'");
    compare("one line", bed.oneLine(), "--version", bed.command("key-file.yaml", "--version"));
    compare("one line", bed.oneLine(), "--help", bed.command("key-file.yaml", "--help"));
    compare(
        "plain, key file, https",
        bed.plain("key-file", true),
        "token",
        bed.command("key-file.yaml", "token", "erp"));
    compare(
        "plain, passphrase, https",
        bed.plain("passphrase-file", true),
        "token",
        bed.command("passphrase.yaml", "token", "erp"));
    compare(
        "plain, key file, no call",
        bed.plain("key-file", false),
        "token from disk",
        bed.command("disk.yaml", "token", "erp"));
  }

  private void compare(String limitName, Program limit, String ourName, Program ours)
      throws IOException, InterruptedException {
    limit.run();
    ours.run();
    Durations limits = new Durations(rounds);
    Durations all = new Durations(rounds);
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long limitNanos = limit.run();
      long ourNanos = ours.run();
      limits.add(limitNanos);
      all.add(ourNanos);
      ratios[i] = (double) ourNanos / limitNanos;
    }
    Arrays.sort(ratios);
    out.printf(
        Locale.ROOT,
        "  %-26s %7.1f ms   %-16s %7.1f ms   ratio %.2f%n",
        limitName,
        limits.medianMillis(),
        ourName,
        all.medianMillis(),
        ratios[rounds / 2]);
  }

  /**
   * Runs it alone.
   *
   * @param args {@code full} or {@code short}, the distribution
   */
  public static void main(String[] args)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path directory = Files.createTempDirectory("halfturn-start-up-");
    try {
      run(directory, Path.of(args[1]).toRealPath(), args[0].equals("full"), System.out);
    } finally {
      Main.delete(directory);
    }
  }
}
