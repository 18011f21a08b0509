// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import dev.halfturn.cli.command.ErrorReport;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Root;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.logging.StderrLogging;
import dev.halfturn.cli.process.Stdout;
import dev.halfturn.cli.process.StopSignal;
import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.cli.verb.PlainVerbs;
import dev.halfturn.cli.verb.VerbExits;
import dev.halfturn.cli.verb.Verbs;
import dev.halfturn.spi.HalfturnException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The {@code halfturn} command. */
public final class Main {

  private static final int HELP_WIDTH = 80;

  private final Surroundings surroundings;
  private final Root flags = new Root();
  private final Invocation invocation;

  private Main(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.invocation = new Invocation(surroundings, flags);
  }

  /** The process. */
  public static void main(String[] args) {
    StopSignal stop = new StopSignal();
    Surroundings surroundings = Surroundings.ofProcess(stop);
    stop.exitAfter(() -> run(args, surroundings), surroundings.err());
  }

  /** One run without a terminal; returns the exit status. */
  public static int run(
      String[] args,
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      InstantSource clock) {
    return run(args, Surroundings.withoutTerminal(in, out, err, environment, clock));
  }

  /** One run in any surroundings; returns the exit status. */
  public static int run(String[] args, Surroundings surroundings) {
    String[] asked = asked(args);
    Optional<String> ready = ReadyAnswer.to(asked);
    ready.ifPresent(surroundings.out()::print);
    int status = ready.isPresent() ? ExitCode.DONE.number() : new Main(surroundings).run(asked);
    surroundings.out().flush();
    surroundings.err().flush();
    return status == ExitCode.DONE.number() && surroundings.out().checkError()
        ? notWritten(surroundings).number()
        : status;
  }

  /** Whoever reads no further, as {@code head}, has had enough and need not be told. */
  private static ExitCode notWritten(Surroundings surroundings) {
    Optional<Stdout> stdout =
        surroundings.out() instanceof Stdout known ? Optional.of(known) : Optional.empty();
    if (stdout.filter(Stdout::readerIsGone).isEmpty()) {
      surroundings
          .err()
          .println(
              "halfturn: error: standard output cannot be written"
                  + stdout.flatMap(Stdout::failure).map(why -> ": " + why).orElse(""));
    }
    return ExitCode.FAILED;
  }

  /** "help app add" is what others call "app add --help". */
  private static String[] asked(String[] args) {
    if (args.length == 0 || !args[0].equals("help")) {
      return args;
    }
    List<String> help = new ArrayList<>(List.of(args).subList(1, args.length));
    help.add("--help");
    return help.toArray(String[]::new);
  }

  private int run(String[] args) {
    List<String> beforeChild = beforeDoubleDash(args);
    if (beforeChild.contains("--exit-codes")) {
      ExitCode.table().forEach((code, meaning) -> invocation.data(code + "\t" + meaning));
      return ExitCode.DONE.number();
    }
    // known before the command line is parsed, because parsing may fail
    boolean json = beforeChild.contains("--json");
    try {
      UsageErrors.refuseSecrets(args);
      Optional<Verb> plain = PlainVerbs.find(args, invocation);
      return plain.isPresent() ? run(plain.get()) : command(args, json).execute(args);
    } catch (HalfturnException e) {
      return report(ErrorReport.of(e), json);
    }
  }

  /** Runs a verb whose command line needed no parser. */
  private int run(Verb verb) {
    try {
      return verb.call();
    } catch (RuntimeException e) {
      return fail(verb, execution(e), false);
    }
  }

  private CommandLine command(String[] args, boolean json) {
    CommandLine command = new CommandLine(flags);
    Verbs.register(command, args, invocation);
    describeExitCodes(command);
    command.setUsageHelpWidth(HELP_WIDTH);
    command.setAbbreviatedOptionsAllowed(false);
    command.setOverwrittenOptionsAllowed(false);
    command.setExpandAtFiles(false);
    command.setOut(writer(surroundings.out()));
    command.setErr(writer(surroundings.err()));
    command.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    command.setExecutionStrategy(
        parsed -> {
          if (invocation.verbose()) {
            StderrLogging.verbose();
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    command.setParameterExceptionHandler(
        (failure, ignored) ->
            fail(failure.getCommandLine().getCommand(), usage(failure, args), json));
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          if (invocation.verbose()) {
            ErrorReport.printTrace(failure, surroundings.err());
          }
          return fail(line.getCommand(), execution(failure), json);
        });
    return command;
  }

  private int fail(Object command, ErrorReport report, boolean json) {
    if (command instanceof Verb verb) {
      Optional<Integer> own = verb.failed(report.problem());
      if (own.isPresent()) {
        return own.get();
      }
    }
    return report(report, json);
  }

  private int report(ErrorReport report, boolean json) {
    if (json) {
      report.printJson(surroundings.err());
    } else {
      report.print(surroundings.err());
    }
    return report.exit().number();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static ErrorReport usage(ParameterException failure, String[] args) {
    return ErrorReport.of(UsageErrors.describe(failure, args));
  }

  private static ErrorReport execution(Throwable failure) {
    return failure instanceof HalfturnException known
        ? ErrorReport.of(known)
        : ErrorReport.internal(failure);
  }

  private static void describeExitCodes(CommandLine command) {
    command
        .getCommandSpec()
        .usageMessage()
        .parameterListHeading("%nArguments:%n")
        .optionListHeading("%nOptions:%n")
        .exitCodeListHeading("%nEXIT CODES%n")
        .exitCodeList(VerbExits.of(command.getCommandSpec()));
    command.getSubcommands().values().forEach(Main::describeExitCodes);
  }

  private static List<String> beforeDoubleDash(String[] args) {
    List<String> all = Arrays.asList(args);
    int end = all.indexOf("--");
    return end < 0 ? all : all.subList(0, end);
  }
}
