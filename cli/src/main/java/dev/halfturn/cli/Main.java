// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import dev.halfturn.cli.command.ErrorReport;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Root;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.logging.StderrLogging;
import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.cli.verb.PlainVerbs;
import dev.halfturn.cli.verb.Verbs;
import dev.halfturn.spi.HalfturnException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
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
    Optional<String> ready = ReadyAnswer.to(args);
    System.exit(
        ready.isPresent()
            ? answer(ready.get(), Surroundings.standardOutput(), Surroundings.standardError())
            : run(args, Surroundings.ofProcess()));
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
    Optional<String> ready = ReadyAnswer.to(args);
    return ready.isPresent()
        ? answer(ready.get(), surroundings.out(), surroundings.err())
        : end(new Main(surroundings).run(args), surroundings.out(), surroundings.err());
  }

  private static int answer(String text, PrintStream out, PrintStream err) {
    out.print(text);
    return end(ExitCode.DONE.number(), out, err);
  }

  private static int end(int status, PrintStream out, PrintStream err) {
    out.flush();
    err.flush();
    if (out.checkError() && status == ExitCode.DONE.number()) {
      err.println("halfturn: error: standard output cannot be written");
      return ExitCode.FAILED.number();
    }
    return status;
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
        (failure, ignored) -> fail(failure.getCommandLine().getCommand(), usage(failure), json));
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

  private static ErrorReport usage(ParameterException failure) {
    return ErrorReport.of(UsageErrors.describe(failure));
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
        .exitCodeListHeading("%nEXIT CODES%n")
        .exitCodeList(ExitCode.table());
    command.getSubcommands().values().forEach(Main::describeExitCodes);
  }

  private static List<String> beforeDoubleDash(String[] args) {
    List<String> all = Arrays.asList(args);
    int end = all.indexOf("--");
    return end < 0 ? all : all.subList(0, end);
  }
}
