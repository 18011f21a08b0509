// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import dev.halfturn.cli.output.JsonText;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A failure as the caller sees it.
 *
 * @param exit what the process ends with
 * @param problem what happened
 * @param details one line for each single thing that is wrong, if there are several
 */
public record ErrorReport(ExitCode exit, Problem problem, List<String> details) {

  /** Of a failure that says what it is. */
  public static ErrorReport of(HalfturnException failure) {
    if (failure instanceof ConfigException config) {
      return new ErrorReport(
          ExitCode.of(failure),
          failure.problem(),
          config.problems().stream().map(ConfigProblem::text).toList());
    }
    return of(failure.problem());
  }

  /** Of a problem. */
  public static ErrorReport of(Problem problem) {
    return new ErrorReport(ExitCode.of(problem), problem, List.of());
  }

  /** Of a fault of ours. The text of such an exception is never shown: it may quote its input. */
  public static ErrorReport internal(Throwable failure) {
    return new ErrorReport(
        ExitCode.FAILED,
        Problem.of(ErrorCode.INTERNAL, "internal error: " + failure.getClass().getName())
            .withHint("run it again with -v and report what it prints"),
        List.of());
  }

  /** Writes it for people. */
  public void print(PrintStream err) {
    (details.isEmpty() ? List.of(problem.message()) : details)
        .forEach(line -> err.println("halfturn: error: " + line));
    problem.hint().ifPresent(hint -> err.println("halfturn: hint: " + hint));
  }

  /** Writes it for programs. */
  public void printJson(PrintStream err) {
    Map<String, Object> members = JsonText.object();
    members.put("code", problem.code());
    members.put("reason", problem.reason());
    members.put("exit", exit.number());
    members.put("message", problem.message());
    members.put("hint", problem.hint());
    members.put("details", details);
    err.println(JsonText.document("halfturn.error/v1", members));
  }

  /** Writes where it came from: classes and lines, no text of exceptions. */
  public static void printTrace(Throwable failure, PrintStream err) {
    Optional<Throwable> current = Optional.of(failure);
    while (current.isPresent()) {
      Throwable shown = current.get();
      err.println(shown.getClass().getName());
      for (StackTraceElement frame : shown.getStackTrace()) {
        err.println("\tat " + frame);
      }
      current = Optional.ofNullable(shown.getCause()).filter(cause -> cause != shown);
    }
  }
}
