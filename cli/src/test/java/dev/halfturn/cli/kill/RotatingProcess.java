// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import ch.qos.logback.classic.BasicConfigurator;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.halfturn.Halfturn;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.AutomaticRotation.Urgency;
import dev.halfturn.rotation.RotationListener;
import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that rotates as standard input says, until it is killed. Each line is a verb, how many
 * seconds the clock is ahead, and for {@code accept} the new secret. It is answered by {@code set}
 * as soon as that is in the inbox, and by {@code done} with the outcome.
 *
 * <p>The verbs are {@code accept} and {@code resume}, where a person hands secrets over, and {@code
 * begin} and {@code go}, which asks Amazon for a secret and does whatever is due by itself; {@code
 * look} reads the store and exchanges, as readers do.
 */
final class RotatingProcess {

  static final String APP = "erp";

  private final PrintStream out;
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
    logEverything();
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
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    BasicConfigurator console = new BasicConfigurator();
    console.setContext(context);
    console.configure(context);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.TRACE);
  }

  private void run(Map<String, String> settings, Path stateDirectory) throws IOException {
    InstantSource clock = () -> InstantSource.system().instant().plus(ahead);
    try (Halfturn halfturn =
        Halfturn.builder(Settings.of(settings))
            .clock(clock)
            .stateDirectory(stateDirectory)
            .environment(name -> Optional.empty())
            .open()) {
      out.println("ready");
      BufferedReader commands =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      String line = commands.readLine();
      while (line != null) {
        String[] words = line.split(" ");
        ahead = Duration.ofSeconds(Long.parseLong(words[1]));
        out.println("done " + outcome(halfturn, words));
        line = commands.readLine();
      }
    }
  }

  private String outcome(Halfturn halfturn, String[] words) {
    try {
      return switch (words[0]) {
        case "accept" -> accept(halfturn.rotator(), words[2]).kind().name();
        case "resume" -> halfturn.rotator().resume(APP).kind().name();
        case "begin" -> begin(halfturn).kind().name();
        case "go" -> goOn(halfturn).kind().name();
        case "look" -> {
          automatic(halfturn).dueAt(APP);
          halfturn.tokens().forSeller(APP, "acme").get();
          yield "LOOKED";
        }
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
