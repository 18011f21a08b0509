// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretStoreFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From the start of a JVM to the first secret out of a cloud's store, whole processes in pairs: the
 * time that passes and the time on processors.
 */
final class FirstSecret {

  static final String NAME = "erp/lwa/clientsecret";
  static final String VALUE = "amzn1.oa2-cs.v1.example";

  private static final double MOST = 1.05;
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  private final String of;
  private final List<String> arguments;
  private final List<String> options;
  private final Map<String, String> environment;
  private final int rounds;
  private final Report report;

  /**
   * @param of how the table calls the store
   * @param arguments of every program
   * @param options of every JVM
   * @param environment of every program
   */
  FirstSecret(
      String of,
      List<String> arguments,
      List<String> options,
      Map<String, String> environment,
      int rounds,
      Report report) {
    this.of = of;
    this.arguments = arguments;
    this.options = options;
    this.environment = environment;
    this.rounds = rounds;
    this.report = report;
  }

  /** Our module beside another way, in a JVM as it is and in one made for short lives. */
  void ours(Class<?> ours, String beside, Class<?> theirs)
      throws IOException, InterruptedException {
    pair("first secret of " + of + ", fresh JVM", ours, beside, theirs, List.of());
    pair(
        "first secret of " + of + ", fresh JVM, compiler and collector for short lives",
        ours,
        beside,
        theirs,
        SHORT_LIVED);
  }

  /** Our module beside what the platform needs at least, in a JVM as it is. */
  void besideLimit(Class<?> ours, String limit, Class<?> theirs, double most)
      throws IOException, InterruptedException {
    pair("first secret of " + of + ", fresh JVM", ours, limit, theirs, List.of(), most);
  }

  /** The transport that was taken beside one that was not, both without our module. */
  void transport(String taken, Class<?> overIt, String other, Class<?> overOther)
      throws IOException, InterruptedException {
    pair("the SDK's client of " + of + " over " + taken, overIt, other, overOther, List.of());
  }

  private void pair(
      String what, Class<?> ours, String beside, Class<?> theirs, List<String> moreOptions)
      throws IOException, InterruptedException {
    pair(what, ours, beside, theirs, moreOptions, MOST);
  }

  private void pair(
      String what,
      Class<?> ours,
      String beside,
      Class<?> theirs,
      List<String> moreOptions,
      double most)
      throws IOException, InterruptedException {
    StartUpBed.Program their = program(theirs, moreOptions);
    StartUpBed.Program our = program(ours, moreOptions);
    their.run();
    our.run();
    Pair times = new Pair(rounds);
    Pair processor = new Pair(rounds);
    for (int i = 0; i < rounds; i++) {
      long before = EndedProcesses.processorNanos();
      long theirTime = their.run();
      long between = EndedProcesses.processorNanos();
      long ourTime = our.run();
      times.add(theirTime, ourTime);
      processor.add(between - before, EndedProcesses.processorNanos() - between);
    }
    report.ratio(what, beside, times.theirMillis(), times.ourMillis(), "ms", most);
    if (EndedProcesses.areCounted()) {
      report.ratio(
          what + ": processor time",
          beside,
          processor.theirMillis(),
          processor.ourMillis(),
          "ms",
          most);
    }
  }

  private StartUpBed.Program program(Class<?> main, List<String> moreOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(moreOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new StartUpBed.Program(command, environment);
  }

  /** Reads it through one of our modules. */
  static void read(SecretStoreFactory factory, Map<String, String> settings) {
    PluginConfig config = PluginConfig.parse(factory.options(), settings).config().orElseThrow();
    PluginContext context =
        new PluginContext(
            factory.name(), InstantSource.system(), new SecureRandom(), Path.of("nowhere"));
    try (SecretStore store = factory.open(config, context)) {
      check(store.find(new SecretName(NAME)).orElseThrow().value().revealUtf8());
    }
  }

  static void check(String value) {
    if (!value.equals(VALUE)) {
      throw new IllegalStateException("read another value than was written");
    }
  }
}
