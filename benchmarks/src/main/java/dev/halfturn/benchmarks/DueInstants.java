// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.benchmarks.DueIndex.Due;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.WakePlan;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.quartz.SchedulerException;

/** Very many applications, each with an instant: loading, asking for the next, moving, memory. */
final class DueInstants {

  private static final Duration SPAN = Duration.ofDays(180);

  private enum Kind {
    OURS("the heap of the scheduler `local`"),
    QUEUE("PriorityQueue"),
    TREE("TreeSet"),
    SKIP_LIST("ConcurrentSkipListSet"),
    EXECUTOR("ScheduledThreadPoolExecutor"),
    QUARTZ("Quartz, RAMJobStore");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    DueIndex index(int size, long now) throws SchedulerException {
      return switch (this) {
        case OURS -> new DueIndex.Ours();
        case QUEUE -> new DueIndex.Queue();
        case TREE -> new DueIndex.Sorted(new TreeSet<>(Due.ORDER), size);
        case SKIP_LIST -> new DueIndex.Sorted(new ConcurrentSkipListSet<>(Due.ORDER), size);
        case EXECUTOR -> new DueIndex.Executor(size, now);
        case QUARTZ -> new DueIndex.Quartz();
      };
    }
  }

  /** Nanoseconds in all, but of the next and of a move per call. */
  private record Figures(double load, double next, double move, double bytes) {}

  private final int size;
  private final int moves;
  private final long now = System.currentTimeMillis();
  private final String[] names;
  private final long[] moments;

  private DueInstants(int size, int moves) {
    this.size = size;
    this.moves = moves;
    names = new String[size];
    moments = new long[size];
  }

  static void run(int size, int rounds, Report report) throws SchedulerException {
    DueInstants benchmark = new DueInstants(size, Math.min(size, 100_000));
    Map<Kind, Figures> figures = benchmark.measure(rounds);
    String what = size + " instants: ";
    load(figures, what, Kind.EXECUTOR, 1.0, report);
    load(figures, what, Kind.QUEUE, 6.0, report);
    load(figures, what, Kind.QUARTZ, 0.1, report);
    report.most(what + "next due", figures.get(Kind.OURS).next() / 1e3, "us", 1);
    move(figures, what, Kind.TREE, 2.0, report);
    move(figures, what, Kind.SKIP_LIST, 2.0, report);
    move(figures, what, Kind.QUARTZ, 0.05, report);
    bytes(figures, what, Kind.QUEUE, 1.5, report);
    bytes(figures, what, Kind.QUARTZ, 0.13, report);
    report.most(
        what + "each planned with the scheduler itself", benchmark.planned() / size, "ns", 1_000);
  }

  private static void load(
      Map<Kind, Figures> figures, String what, Kind beside, double most, Report report) {
    report.ratio(
        what + "load",
        beside.label,
        figures.get(beside).load() / 1e6,
        figures.get(Kind.OURS).load() / 1e6,
        "ms",
        most);
  }

  private static void move(
      Map<Kind, Figures> figures, String what, Kind beside, double most, Report report) {
    report.ratio(
        what + "move one",
        beside.label,
        figures.get(beside).move() / 1e3,
        figures.get(Kind.OURS).move() / 1e3,
        "us",
        most);
  }

  private static void bytes(
      Map<Kind, Figures> figures, String what, Kind beside, double most, Report report) {
    report.ratio(
        what + "memory of each beyond its name",
        beside.label,
        figures.get(beside).bytes(),
        figures.get(Kind.OURS).bytes(),
        "B",
        most);
  }

  /** In turn, so that all have the same machine; medians. */
  private Map<Kind, Figures> measure(int rounds) throws SchedulerException {
    Map<Kind, double[][]> rows = new EnumMap<>(Kind.class);
    for (int round = 0; round < rounds; round++) {
      for (Kind kind : Kind.values()) {
        Figures once = once(kind, new Random(round));
        double[][] row = rows.computeIfAbsent(kind, unknown -> new double[4][rounds]);
        row[0][round] = once.load();
        row[1][round] = once.next();
        row[2][round] = once.move();
        row[3][round] = once.bytes();
      }
    }
    Map<Kind, Figures> medians = new EnumMap<>(Kind.class);
    rows.forEach(
        (kind, row) ->
            medians.put(
                kind, new Figures(median(row[0]), median(row[1]), median(row[2]), median(row[3]))));
    return medians;
  }

  private Figures once(Kind kind, Random random) throws SchedulerException {
    draw(random);
    long usedBefore = used();
    long start = System.nanoTime();
    DueIndex index = kind.index(size, now);
    try {
      for (int i = 0; i < size; i++) {
        index.add(i, names[i], moments[i]);
      }
      long load = System.nanoTime() - start;
      // the array of what it knows already belongs to the benchmark
      double given = index instanceof DueIndex.Sorted || kind == Kind.EXECUTOR ? 4 : 0;
      double bytes = Math.max(1, (double) (used() - usedBefore) / size - given);
      return new Figures(load, next(kind, index), move(kind, index, random), bytes);
    } finally {
      index.close();
    }
  }

  private double next(Kind kind, DueIndex index) {
    if (kind == Kind.QUARTZ) {
      return Double.NaN;
    }
    long sum = 0;
    long start = System.nanoTime();
    for (int i = 0; i < moves; i++) {
      sum += index.soonest();
    }
    double each = (double) (System.nanoTime() - start) / moves;
    if (sum == 0) {
      throw new IllegalStateException("nothing was due");
    }
    return each;
  }

  private double move(Kind kind, DueIndex index, Random random) throws SchedulerException {
    if (kind == Kind.QUEUE) {
      return Double.NaN;
    }
    int most = kind == Kind.QUARTZ ? Math.min(moves, 2_000) : moves;
    int[] which = random.ints(most, 0, size).toArray();
    long[] where = random.longs(most, now, now + SPAN.toMillis()).toArray();
    long start = System.nanoTime();
    for (int i = 0; i < most; i++) {
      index.move(which[i], names[which[i]], where[i]);
    }
    return (double) (System.nanoTime() - start) / most;
  }

  /** Through the door that the rest of the program uses. */
  private double planned() {
    draw(new Random(0));
    WakePlan[] plans = new WakePlan[size];
    Arrays.setAll(plans, i -> new WakePlan(Instant.ofEpochMilli(moments[i]), Optional.empty()));
    try (ExpiryScheduler scheduler = scheduler()) {
      scheduler.start(app -> {});
      long start = System.nanoTime();
      for (int i = 0; i < size; i++) {
        scheduler.arm(names[i], plans[i]);
      }
      return System.nanoTime() - start;
    }
  }

  private static ExpiryScheduler scheduler() {
    ExpirySchedulerFactory local =
        ServiceLoader.load(ExpirySchedulerFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(factory -> factory.name().equals("local"))
            .findFirst()
            .orElseThrow();
    return local.open(
        PluginConfig.parse(List.of(), Map.of()).config().orElseThrow(),
        new PluginContext("local", InstantSource.system(), new SecureRandom(), Path.of("")));
  }

  /** Other names each time: a text remembers its hash code. */
  private void draw(Random random) {
    for (int i = 0; i < size; i++) {
      names[i] = "application-" + i;
      moments[i] = now + (long) (random.nextDouble() * SPAN.toMillis());
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
