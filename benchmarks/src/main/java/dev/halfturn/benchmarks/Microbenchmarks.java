// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs what is measured by JMH and reports the medians. */
final class Microbenchmarks {

  private Microbenchmarks() {}

  static void cachedReads(boolean full, Report report) throws RunnerException {
    for (int threads : full ? new int[] {1, 2, 8} : new int[] {1}) {
      ChainedOptionsBuilder options =
          new OptionsBuilder()
              .include(CachedTokenRead.class.getSimpleName())
              .include(CachedTokenPeers.class.getSimpleName())
              .threads(threads)
              .addProfiler(GCProfiler.class);
      Map<String, RunResult> results = run(options, full);
      String by = ", " + threads + (threads == 1 ? " thread" : " threads");
      ratio(
          results,
          "heldHandle",
          "volatileAndNanoTime",
          "cached token, source held" + by,
          "volatile read and nanoTime",
          "ns",
          1.10,
          report);
      ratio(
          results,
          "byName",
          "mapAndMillis",
          "cached token, by name" + by,
          "ConcurrentHashMap and currentTimeMillis",
          "ns",
          1.15,
          report);
      ratio(
          results,
          "byName",
          "caffeine",
          "cached token, by name" + by,
          "Caffeine, expireAfterWrite",
          "ns",
          1.10,
          report);
      ratio(
          results,
          "heldHandleByACoarseClock",
          "bareVolatile",
          "cached token, source held, coarse clock" + by,
          "volatile read",
          "ns",
          3,
          report);
      for (String ours : new String[] {"heldHandle", "byName"}) {
        report.most(
            "cached token, "
                + (ours.equals("byName") ? "by name" : "source held")
                + by
                + ": allocated",
            results.get(ours).getSecondaryResults().get("gc.alloc.rate.norm").getScore(),
            "B",
            0.01);
      }
      peer(results, "googleAuth", "google-auth-library" + by, report);
      peer(results, "awsCachedSupplier", "CachedSupplier of AWS's SDK" + by, report);
      peer(results, "awsSecretsManagerCaching", "aws-secretsmanager-caching" + by, report);
      peer(results, "azureIdentity", "azure-identity" + by, report);
    }
  }

  static void sealedValues(boolean full, Report report) throws RunnerException {
    for (int size : full ? new int[] {100, 4096, 1 << 20} : new int[] {100}) {
      ChainedOptionsBuilder options =
          new OptionsBuilder()
              .include(SealedValue.class.getSimpleName())
              .param("size", Integer.toString(size));
      Map<String, RunResult> results = run(options, full);
      for (String verb : new String[] {"seal", "open"}) {
        String what = verb + " a store with one value of " + size + " bytes";
        ratio(results, verb + "Ours", verb + "Jdk", what, "a kept Cipher", "us", 1.1, report);
        ratio(results, verb + "Ours", verb + "Tink", what, "Tink", "us", 1.2, report);
      }
    }
  }

  private static Map<String, RunResult> run(ChainedOptionsBuilder options, boolean full)
      throws RunnerException {
    if (!full) {
      options
          .forks(0)
          .warmupIterations(0)
          .measurementIterations(1)
          .measurementTime(TimeValue.milliseconds(20));
    }
    Map<String, RunResult> results = new HashMap<>();
    for (RunResult result : new Runner(options.build()).run()) {
      results.put(result.getPrimaryResult().getLabel(), result);
    }
    return results;
  }

  private static void ratio(
      Map<String, RunResult> results,
      String ours,
      String theirs,
      String what,
      String beside,
      String unit,
      double most,
      Report report) {
    report.ratio(what, beside, median(results.get(theirs)), median(results.get(ours)), unit, most);
  }

  private static void peer(
      Map<String, RunResult> results, String peer, String what, Report report) {
    report.peer(
        "cached credential in " + what,
        "ours, source held",
        median(results.get("heldHandle")),
        median(results.get(peer)),
        "ns");
  }

  private static double median(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }
}
