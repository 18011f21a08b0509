// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What scripts work with: the command, an own home directory, the simulated Amazon in this process,
 * one clock for all; at each call to Amazon it is judged whether the store has what it ought to
 * have ({@link dev.halfturn.simulator.SecretOracles}). Commands besides {@code halfturn}: {@code
 * amazon}, {@code aws}, {@code clock}, {@code file}, {@code env}; {@code keep}, which puts what a
 * pattern finds in the last output into a variable; and for the next {@code halfturn} alone {@code
 * stop}, which ends it where it would wait.
 */
public final class World implements Script.Runner, AutoCloseable {

  /** In documents, where a variable would look odd. */
  private static final String EXAMPLE = "R-7Q2F";

  private static final List<String> REMOVAL = List.of("app", "remove");
  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  private final Path directory;
  private final HalfturnCommand command;
  private final SettableClock clock = new SettableClock(START);
  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(clock).seed(7).build();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final FileCommand files;
  private final Masks masks;
  private final StoreReader store;
  private Optional<AwsCommand> aws = Optional.empty();
  private String lastOutput = "";
  private boolean stopped;

  /** With the command in this process. */
  World(Path directory) {
    this(directory, new InProcess());
  }

  /**
   * With the command as something else runs it.
   *
   * @param directory the home directory, empty
   */
  public World(Path directory, HalfturnCommand command) {
    this.directory = directory;
    this.command = command;
    this.masks = new Masks(directory.toString());
    this.files = new FileCommand(directory, variables);
    this.store = new StoreReader(directory, environment, clock);
    environment.put("HOME", directory.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("HALFTURN_ENDPOINT_LWA", amazon.lwaEndpoint().toString());
    for (Region region : Region.values()) {
      environment.put("HALFTURN_ENDPOINT_SPAPI_" + region.name(), amazon.spApi(region).toString());
    }
    environment.put("HALFTURN_ENDPOINT_ALLOW_CUSTOM", "true");
    environment.put("HALFTURN_SIMULATOR", amazon.origin().toString());
    variables.put("WORK", directory.toString());
    variables.put("SIMULATOR", amazon.origin().toString());
    variables.put("QUEUE", amazon.queueUrl().toString());
    variables.put("DEAD_LETTERS", amazon.deadLetterUrl().toString());
    variables.put("PORT", String.valueOf(amazon.origin().getPort()));
    variables.put("PASSPHRASE", Canaries.secret("passphrase").revealUtf8());
  }

  @Override
  public Script.Result run(String commandLine, Script.Input given) {
    List<String> words = Words.split(commandLine.replace(EXAMPLE, "$ROTATION"), variables);
    String input = Words.expand(given.in(), variables);
    List<String> args = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "halfturn" -> halfturn(args, input, given.answers());
      case "amazon" -> answer(amazon(args));
      case "aws" -> answer(masks.apply(aws(args)));
      case "clock" -> answer(clock(args.get(0)));
      case "file" -> answer(masks.apply(files.run(args, input)));
      case "env" -> answer(env(args));
      case "keep" -> answer(keep(args.get(0), Pattern.compile(args.get(1))));
      case "stop" -> answer(stop());
      default -> throw new IllegalArgumentException("no such command: " + words.get(0));
    };
  }

  /**
   * Where a service played in this process has the store, which not everybody finds.
   *
   * @return how often the oracles have asked their questions so far
   */
  public LongSupplier judgedBy(PluginRegistry plugins) {
    store.use(plugins);
    return amazon.oracles()::checks;
  }

  /** What time it is in the script. */
  public InstantSource clock() {
    return clock;
  }

  @Override
  public void close() {
    files.close();
    aws.ifPresent(AwsCommand::close);
    amazon.close();
  }

  private Script.Result halfturn(List<String> args, String input, List<String> answers) {
    List<String> said = answers.stream().map(answer -> Words.expand(answer, variables)).toList();
    Script.Result result =
        command.run(
            new HalfturnCommand.Call(args, input, said, stopped, directory, environment, clock));
    stopped = false;
    lastOutput = result.out();
    if (result.status() == 0 && args.size() > 2 && args.subList(0, 2).equals(REMOVAL)) {
      amazon.app(args.get(2)).ifPresent(this::watchAnew);
    }
    return new Script.Result(result.status(), masks.apply(result.out()), masks.apply(result.err()));
  }

  /** What was removed on purpose need not be kept. */
  private void watchAnew(SimulatedApp app) {
    amazon.oracles().forget(app);
    store.watch(amazon, app);
  }

  private String amazon(List<String> args) {
    return new AmazonCommand(amazon, app -> store.watch(amazon, app), clock, variables).run(args);
  }

  private String aws(List<String> args) {
    if (aws.isEmpty()) {
      aws = Optional.of(new AwsCommand(directory, environment, clock));
    }
    return aws.get().run(args);
  }

  private String clock(String moment) {
    clock.set(Instant.parse(moment));
    return "";
  }

  private String env(List<String> assignments) {
    for (String assignment : assignments) {
      String[] parts = assignment.split("=", 2);
      if (parts.length == 2) {
        environment.put(parts[0], parts[1]);
      } else {
        environment.remove(parts[0]);
      }
    }
    return "";
  }

  private String keep(String name, Pattern pattern) {
    Matcher found = pattern.matcher(lastOutput);
    if (!found.find()) {
      throw new IllegalArgumentException("nothing for " + name);
    }
    variables.put(name, found.group(1));
    return "";
  }

  private String stop() {
    stopped = true;
    return "";
  }

  private static Script.Result answer(String out) {
    return new Script.Result(0, out, "");
  }
}
