// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import ch.qos.logback.classic.BasicConfigurator;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.halfturn.Halfturn;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.AutomaticRotation.Urgency;
import dev.halfturn.rotation.RotationListener;
import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.aws.ssm.SsmOfTests;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that rotates as standard input says, until it is killed. Each line is a verb, how many
 * seconds the clock is ahead, and for {@code accept} the new secret. It is answered by {@code set}
 * as soon as that is in the inbox, and by {@code done} with the outcome.
 *
 * <p>The verbs are {@code accept} and {@code resume}, where a person hands secrets over, and {@code
 * begin} and {@code go}, which asks Amazon for a secret and does whatever is due by itself.
 *
 * <p>Before any of them there may be {@code stop} or {@code tell} with a number, which nothing
 * answers: from then on counted, at that moment of {@link MortalPlugins} it says {@code at} with
 * what that is, and goes on only if it was to tell. After {@code count} it says how many moments
 * there have been. Where it would wait it says {@code wait} with a number of seconds, and wants to
 * hear how many the clock is ahead then.
 */
final class RotatingProcess {

  static final String APP = "erp";

  /** A system property; everything is logged without it. */
  static final String LOG_LEVEL = "rotating.log";

  private final PrintStream out;
  private final BufferedReader commands =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final AtomicInteger moments = new AtomicInteger();
  private volatile int lastMoment;
  private volatile boolean stops;
  private Duration ahead = Duration.ZERO;

  private RotatingProcess(PrintStream out) {
    this.out = out;
  }

  /**
   * Rotates until its input ends.
   *
   * @param args a directory for state, then settings as {@code key=value}, none of them secret
   */
  public static void main(String[] args) throws IOException {
    Map<String, String> settings = settings(args);
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err); // the log must not mingle with the answers
    log(Level.valueOf(System.getProperty(LOG_LEVEL, "TRACE")));
    new RotatingProcess(answers).run(settings, Path.of(args[0]));
  }

  static Map<String, String> settings(String[] args) {
    Map<String, String> settings = new TreeMap<>();
    for (int i = 1; i < args.length; i++) {
      String[] parts = args[i].split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    return settings;
  }

  /** Nothing masked. By code: to read a configuration takes longer than most of these live. */
  static void logEverything() {
    log(Level.TRACE);
  }

  private static void log(Level level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    BasicConfigurator console = new BasicConfigurator();
    console.setContext(context);
    console.configure(context);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
  }

  private void run(Map<String, String> settings, Path stateDirectory) throws IOException {
    InstantSource clock = () -> InstantSource.system().instant().plus(ahead);
    PluginRegistry plugins =
        new MortalPlugins(moment -> moments.incrementAndGet() == lastMoment, this::atLastMoment)
            .of(plugins(), settings.get("store"));
    try (Halfturn halfturn =
        Halfturn.builder(Settings.of(settings))
            .plugins(plugins)
            .clock(clock)
            .stateDirectory(stateDirectory)
            .environment(name -> Optional.empty())
            .open()) {
      out.println("ready");
      String line = commands.readLine();
      while (line != null) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "stop", "tell" -> lastMoment(Integer.parseInt(words[1]), words[0].equals("stop"));
          case "count" -> out.println(moments.get());
          default -> {
            ahead = Duration.ofSeconds(Long.parseLong(words[1]));
            out.println("done " + outcome(halfturn, words));
          }
        }
        line = commands.readLine();
      }
    }
  }

  private PluginRegistry plugins() {
    return PluginRegistry.of(List.of(SsmOfTests.waitingBy(this::letPass)))
        .before(
            Set.of(),
            () -> List.of(PluginRegistry.discover(RotatingProcess.class.getClassLoader())));
  }

  private void letPass(Duration time) {
    out.println("wait " + (time.toSeconds() + 1));
    try {
      ahead = Duration.ofSeconds(Long.parseLong(commands.readLine()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void lastMoment(int number, boolean stopsThere) {
    stops = stopsThere;
    lastMoment = number;
    moments.set(0);
  }

  private void atLastMoment(String effect) {
    out.println("at " + effect);
    while (stops) {
      LockSupport.park(); // until it is killed
    }
  }

  private String outcome(Halfturn halfturn, String[] words) {
    try {
      return switch (words[0]) {
        case "accept" -> accept(halfturn.rotator(), words[2]).kind().name();
        case "resume" -> halfturn.rotator().resume(APP).kind().name();
        case "begin" -> begin(halfturn).kind().name();
        case "go" -> goOn(halfturn).kind().name();
        default -> throw new IllegalArgumentException(words[0]);
      };
    } catch (HalfturnException e) {
      System.err.println(e.problem()); // for whoever wonders about the reason
      return e.reason();
    }
  }

  private static AutomaticRotation automatic(Halfturn halfturn) {
    return halfturn.automatic().orElseThrow();
  }

  /** As the command line does when somebody asks for it. */
  static RotationOutcome begin(Halfturn halfturn) {
    automatic(halfturn).begin(APP, Urgency.ASKED, RotationListener.NONE);
    return goOn(halfturn);
  }

  /** As the daemon does when a message comes, and when it is woken. */
  static RotationOutcome goOn(Halfturn halfturn) {
    automatic(halfturn).receive(Duration.ZERO);
    halfturn.tracker().check(APP);
    RotationOutcome outcome = halfturn.rotator().resume(APP);
    automatic(halfturn).goOn(APP);
    return outcome;
  }

  private RotationOutcome accept(Rotator rotator, String secret) {
    return rotator.accept(
        APP,
        SecretValue.ofUtf8(secret),
        Optional.empty(),
        step -> {
          if (step.phase() == Phase.SET) {
            out.println("set");
          }
        });
  }
}
