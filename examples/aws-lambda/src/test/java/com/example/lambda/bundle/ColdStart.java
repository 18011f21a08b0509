// SPDX-License-Identifier: Apache-2.0
package com.example.lambda.bundle;

import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Measures how long a function needs from its start to its first token, beside one that does the
 * least: in turn, each time in a new process. Prints medians, in milliseconds.
 */
public final class ColdStart {

  private static final String REHEARSAL =
      String.join(
          "\n",
          "store.aws-ssm.endpoint=http://127.0.0.1:9",
          "store.aws-ssm.access-key-id=rehearsal",
          "store.aws-ssm.secret-access-key=rehearsal",
          "store.aws-ssm.timeout=1s");

  private static final Map<String, Object> ASKED = Map.of("app", "erp", "seller", "acme");

  /**
   * Milliseconds of one start.
   *
   * @param ready until it asks for an event, which a snapshot saves
   * @param first from then on until the first token
   * @param processors time of all processors until then
   * @param second for the next token
   */
  private record Start(double ready, double first, double processors, double second) {}

  private ColdStart() {}

  /**
   * @param args how often, 15 unless said
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    Path folder = Files.createTempDirectory("cold-start");
    FakeSsm ssm = new FakeSsm(InstantSource.system());
    try (AmazonSimulator amazon = AmazonSimulator.start();
        FakeAws aws = new FakeAws().with("ssm", ssm)) {
      SimulatedApp app = amazon.addApp("erp");
      ssm.put("/erp/lwa/clientidentifier", app.clientId());
      ssm.put("/erp/lwa/clientsecret", app.secret());
      ssm.put("/erp/refreshtoken/acme", app.addSeller("acme", Region.EU).refreshToken());
      Path ours = Bundle.unpackInto(Files.createDirectory(folder.resolve("halfturn")));
      Path bare = bare(Files.createDirectory(folder.resolve("bare")));
      List<Start> oursTook = new ArrayList<>();
      List<Start> bareTook = new ArrayList<>();
      List<Start> rehearsedTook = new ArrayList<>();
      Map<String, String> settings = Map.of("HALFTURN_SETTINGS", settings(aws, amazon));
      Map<String, String> rehearsed = new TreeMap<>(settings);
      rehearsed.put("HALFTURN_REHEARSAL", REHEARSAL);
      Map<String, String> addresses =
          Map.of("SSM", aws.endpoint().toString(), "LWA", amazon.lwaEndpoint().toString());
      for (int round = 0; round <= rounds; round++) {
        Start a = start(bare, BareHandler.class.getName(), addresses);
        Start b = start(ours, "com.example.lambda.TokenHandler", settings);
        Start c = start(ours, "com.example.lambda.TokenHandler", rehearsed);
        if (round > 0) { // the first one warms the files
          bareTook.add(a);
          oursTook.add(b);
          rehearsedTook.add(c);
        }
      }
      print("bare", bareTook);
      print("halfturn", oursTook);
      print("rehearsed", rehearsedTook);
    } finally {
      delete(folder);
    }
  }

  private static String settings(FakeAws aws, AmazonSimulator amazon) {
    return String.join(
        "\n",
        "store=aws-ssm",
        "store.aws-ssm.endpoint=" + aws.endpoint(),
        "apps=erp",
        "endpoint.allow-custom=true",
        "endpoint.lwa=" + amazon.lwaEndpoint());
  }

  /** The SDK's jars of the bundle, and the class. */
  private static Path bare(Path folder) throws IOException {
    Bundle.unpackInto(folder);
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      for (Path jar : jars.filter(ColdStart::isOurs).toList()) {
        Files.delete(jar);
      }
    }
    String file = BareHandler.class.getName().replace('.', '/') + ".class";
    Files.createDirectories(folder.resolve(file).getParent());
    Files.copy(Path.of("target/test-classes").resolve(file), folder.resolve(file));
    return folder;
  }

  private static boolean isOurs(Path jar) {
    String name = jar.getFileName().toString();
    return name.startsWith("halfturn") || name.startsWith("sns-") || name.startsWith("failsafe");
  }

  private static Start start(Path bundle, String handler, Map<String, String> environment)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (RunningFunction function = new RunningFunction(bundle, handler, environment)) {
      function.lambda().awaitReady();
      long ready = System.nanoTime();
      function.lambda().invoke(ASKED);
      long first = System.nanoTime();
      long processors = function.processorTime().toNanos();
      long again = System.nanoTime();
      function.lambda().invoke(ASKED);
      return new Start(
          millis(ready - began),
          millis(first - ready),
          millis(processors),
          millis(System.nanoTime() - again));
    }
  }

  private static double millis(long nanos) {
    return nanos / (double) Duration.ofMillis(1).toNanos();
  }

  private static void print(String name, List<Start> starts) {
    System.out.printf(
        Locale.ROOT,
        "%-9s ready %.0f, first token %.0f, together %.0f, processors %.0f, second token %.1f%n",
        name,
        median(starts.stream().map(Start::ready).toList()),
        median(starts.stream().map(Start::first).toList()),
        median(starts.stream().map(start -> start.ready + start.first).toList()),
        median(starts.stream().map(Start::processors).toList()),
        median(starts.stream().map(Start::second).toList()));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
