// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import dev.halfturn.spi.SecretStoreFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;

/**
 * A process that reminds until it is killed. Each line of its input is a stretch of simulated time,
 * two numbers of seconds since 1970, which it lives through minute by minute: it looks every hour
 * and whenever it wanted to be woken. It answers {@code now} after each look, and {@code done} at
 * the end. What it tells arrives in a file; every tenth attempt fails.
 */
final class RemindingProcess {

  static final String APP = "erp";
  static final String ARRIVALS = "arrivals.txt";

  private static final Duration SWEEP = Duration.ofHours(1);
  private static final Duration TICK = Duration.ofMinutes(1);

  private volatile Instant now = Instant.EPOCH;
  private Optional<Instant> wakeAt = Optional.empty();

  private RemindingProcess() {}

  /**
   * Reminds until its input ends.
   *
   * @param args a directory for state, then settings as {@code key=value}, none of them secret
   */
  public static void main(String[] args) throws IOException {
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err); // the log must not mingle with the answers
    RotatingProcess.logEverything();
    new RemindingProcess().run(RotatingProcess.settings(args), Path.of(args[0]), answers);
  }

  private void run(Map<String, String> settings, Path state, PrintStream answers)
      throws IOException {
    try (Halfturn halfturn =
        Halfturn.builder(Settings.of(settings))
            .plugins(plugins())
            .clock(() -> now)
            .stateDirectory(state)
            .environment(name -> Optional.empty())
            .open()) {
      answers.println("ready");
      BufferedReader commands =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      String line = commands.readLine();
      while (line != null) {
        String[] words = line.split(" ", 2);
        live(
            halfturn.tracker(),
            Instant.ofEpochSecond(Long.parseLong(words[0])),
            Instant.ofEpochSecond(Long.parseLong(words[1])),
            answers);
        answers.println("done");
        line = commands.readLine();
      }
    }
  }

  private void live(RotationTracker tracker, Instant from, Instant to, PrintStream answers) {
    Optional<Instant> looked = Optional.empty();
    for (Instant tick = from; tick.isBefore(to); tick = tick.plus(TICK)) {
      Instant moment = tick;
      boolean due = wakeAt.map(at -> !at.isAfter(moment)).orElse(true);
      if (due || looked.map(last -> !last.plus(SWEEP).isAfter(moment)).orElse(true)) {
        now = tick;
        looked = Optional.of(tick);
        wakeAt = tracker.check(APP).next().map(next -> next.at()).filter(at -> at.isAfter(moment));
        answers.println("now " + tick.getEpochSecond());
      }
    }
  }

  /** The plug-ins of the class path, and one that appends to a file. */
  static PluginRegistry plugins() {
    List<PluginFactory<?>> factories = new ArrayList<>();
    ServiceLoader.load(SecretStoreFactory.class).forEach(factories::add);
    ServiceLoader.load(ExpirySchedulerFactory.class).forEach(factories::add);
    factories.add(new FileNotifierFactory());
    return PluginRegistry.of(factories);
  }

  /** The notifier {@code box}: a file in the state directory. */
  private static final class FileNotifierFactory implements NotifierFactory {

    private final Random random = new Random();

    @Override
    public String name() {
      return "box";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public Notifier open(PluginConfig config, PluginContext context) {
      Path box = context.stateDirectory().resolveSibling(ARRIVALS);
      return new Notifier() {
        @Override
        public Receipt send(Notice notice) {
          if (random.nextInt(10) == 0) {
            throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "the box is jammed"));
          }
          append(box, notice.id() + " " + notice.occasion() + "\n");
          return new Receipt("", context.clock().instant());
        }

        @Override
        public void close() {}
      };
    }

    private static void append(Path box, String line) {
      try (FileChannel channel =
          FileChannel.open(
              box,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.APPEND)) {
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
      } catch (IOException e) {
        throw new HalfturnException(Problem.of(ErrorCode.INTERNAL, "the box is broken"));
      }
    }
  }
}
