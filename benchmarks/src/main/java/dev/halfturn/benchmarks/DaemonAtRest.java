// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.benchmarks.StartUpBed.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The daemon with ten applications: how soon it serves, and what memory it takes while it idles.
 */
final class DaemonAtRest {

  private static final String HEAP = "-Xmx48m";
  private static final long SECONDS_AT_MOST = 10;

  private DaemonAtRest() {}

  /**
   * @param rounds how often it is started
   */
  static void run(StartUpBed bed, int rounds, Report report)
      throws IOException, InterruptedException {
    for (int i = 1; i <= 9; i++) {
      bed.addApplication(StoreKey.FILE.configuration(), "app" + i);
    }
    double[] readyMillis = new double[rounds];
    double[] mebibytes = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      once(bed.daemon(StoreKey.FILE.configuration(), HEAP), readyMillis, mebibytes, i);
    }
    report.most("`serve`, 10 applications: ready", median(readyMillis), "ms", 1500);
    if (mebibytes[0] > 0) {
      report.most(
          "`serve`, 10 applications, " + HEAP + ": resident, page and figures asked for",
          median(mebibytes),
          "MiB",
          110);
    }
  }

  private static void once(Program daemon, double[] readyMillis, double[] mebibytes, int round)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = daemon.start();
    try (BufferedReader out = process.inputReader()) {
      URI url = URI.create(out.readLine().replaceFirst("Serving +", ""));
      readyMillis[round] = (System.nanoTime() - start) / 1e6;
      for (String path : List.of("/readyz", "/", "/metrics", "/", "/metrics")) {
        ask(url.resolve(path));
      }
      mebibytes[round] = resident(process.pid());
    } finally {
      process.destroy();
      process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS);
    }
  }

  private static void ask(URI url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    if (connection.getResponseCode() != 200) {
      throw new IllegalStateException(url + " answers " + connection.getResponseCode());
    }
    connection.getInputStream().readAllBytes();
  }

  /** 0 where the system does not say it. */
  private static double resident(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
            .sum()
        : 0;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
