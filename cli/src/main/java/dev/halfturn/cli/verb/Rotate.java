// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.input.Moments;
import dev.halfturn.cli.input.SecretInput;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn rotate}. */
@Command(
    name = "rotate",
    header = "Replaces a client secret by the new one that Amazon's console shows.",
    description = {
      "The new secret is stored, tested at Amazon and only then put in place; the old one stays"
          + " beside it for as long as Amazon accepts it. Whatever happens on the way, nothing is"
          + " lost: go on with --resume.",
      "A new secret that is handed over, by standard input, file or descriptor, exists already and"
          + " Amazon shows it to nobody again. So it is always taken in and tested, with a warning"
          + " if the last rotation is less than 7 days old. Only where a person is about to be sent"
          + " to the console is that refused, with 20.",
      "Ends with 12 if Amazon still refuses the new secret, with 11 if it could not be tested yet,"
          + " with 130 if it was stopped by Ctrl-C or SIGTERM while it waited."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn rotate erp                        guides, asks for the new secret",
      "  halfturn rotate erp --new-secret-stdin < new.txt",
      "  halfturn rotate erp --resume               goes on with what is pending"
    })
final class Rotate extends Verb {

  private static final int MAX_PASTES = 5;

  @Parameters(paramLabel = "<app>", description = "The application.")
  String app;

  @Mixin SecretInput input;

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      converter = Moments.InstantConverter.class,
      description = "\"Rotate by\" of the new secret, as the console shows it.")
  Optional<Instant> expires = Optional.empty();

  @Option(
      names = "--resume",
      arity = "0..1",
      paramLabel = "ID",
      parameterConsumer = ResumeId.class,
      description = "Go on with the pending rotation.")
  Optional<String> resume = Optional.empty();

  /** Takes what follows only if it can be an id, so that the application may follow, too. */
  static final class ResumeId implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
      boolean given = !args.isEmpty() && args.peek().startsWith("R-");
      option.setValue(Optional.of(given ? args.pop() : ""));
    }
  }

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "15m",
      converter = Moments.WaitConverter.class,
      description =
          "How long to go on testing in the foreground (${DEFAULT-VALUE}); 0 for one try.")
  Duration wait;

  @Option(
      names = "--force",
      description =
          "Have a new secret made although the last rotation was less than 7 days ago, or this"
              + " machine's clock is not to be trusted; needs --reason.")
  boolean force;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is forced.")
  Optional<String> reason = Optional.empty();

  @Mixin DryRun dryRun;

  private boolean stopped;

  Rotate(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    if (force && reason.isEmpty()) {
      throw usage("--force needs a reason", "add --reason TEXT");
    }
    if (resume.isPresent() && input.given()) {
      throw usage("--resume goes on with a secret that is stored already", "leave one of them out");
    }
    try (Halfturn halfturn = invocation.open()) {
      Known.app(halfturn, app);
      RotationStatus status = halfturn.tracker().status(app);
      RotationScreen screen = new RotationScreen(invocation);
      screen.headline(status);
      if (dryRun.given()) {
        return rehearse(halfturn, status, screen);
      }
      try {
        RotationOutcome outcome =
            goOn(
                halfturn,
                screen,
                resume.isPresent()
                    ? resume(halfturn, status, screen)
                    : begin(halfturn, status, screen));
        screen.result(outcome, halfturn.tracker().status(app));
        return stopped ? ExitCode.INTERRUPTED : exitCode(outcome);
      } catch (HalfturnException e) {
        screen.broken(app, e.problem());
        throw e;
      }
    }
  }

  private ExitCode rehearse(Halfturn halfturn, RotationStatus status, RotationScreen screen) {
    if (resume.isPresent()) {
      requirePending(status);
      screen.rehearsed(status, Optional.of(halfturn.rotator().preview(app)));
    } else {
      preflight(halfturn);
      screen.rehearsed(status, Optional.empty());
    }
    return ExitCode.DONE;
  }

  private RotationOutcome resume(Halfturn halfturn, RotationStatus status, RotationScreen screen) {
    requirePending(status);
    return halfturn.rotator().resume(app, screen);
  }

  private void requirePending(RotationStatus status) {
    String wanted = resume.orElseThrow();
    Optional<String> pending = status.rotation().id();
    if (!wanted.isEmpty() && !pending.equals(Optional.of(wanted))) {
      throw new HalfturnException(
          Problem.of(ErrorCode.NOT_FOUND, "no such rotation of '" + app + "' is pending")
              .withHint(
                  pending
                      .map(id -> "pending is " + id)
                      .orElse("none is; see 'halfturn status " + app + "'")));
    }
  }

  private RotationOutcome begin(Halfturn halfturn, RotationStatus status, RotationScreen screen) {
    if (!input.given() && !invocation.surroundings().terminal().canAsk()) {
      throw usage(
          "the new client secret is needed and nobody can be asked",
          "add --new-secret-stdin, --secret-file or --secret-fd");
    }
    preflight(halfturn);
    if (input.given()) {
      return accept(halfturn, read(), screen);
    }
    requireReady(halfturn);
    screen.instructions(status);
    for (int paste = 1; ; paste++) {
      SecretValue pasted = read();
      try {
        return accept(halfturn, pasted, screen);
      } catch (HalfturnException e) {
        if (!e.reason().startsWith("NEW_SECRET_") || paste == MAX_PASTES) {
          throw e;
        }
        screen.refusedPaste(e.problem());
      }
    }
  }

  private SecretValue read() {
    return input.read("new client secret", invocation.surroundings());
  }

  /** Before a person is sent to the console; a secret that exists already is not turned away. */
  private void preflight(Halfturn halfturn) {
    try {
      halfturn.rotator().preflight(app);
    } catch (HalfturnException e) {
      if (!e.reason().equals("ROTATED_RECENTLY")) {
        throw e;
      }
      if (force) {
        warnForced(e);
      } else if (input.given()) {
        invocation.warn(e.getMessage() + "; what is handed over now is taken in all the same");
      } else {
        throw new HalfturnException(
            e.problem()
                .withHint(
                    "wait until then; a new secret that exists already is taken in at any time, by"
                        + " --secret-file or --new-secret-stdin; to have one made all the same,"
                        + " add --force --reason TEXT"));
      }
    }
  }

  /** Amazon shows the new secret once: what would lose it is to be found out before. */
  private void requireReady(Halfturn halfturn) {
    try {
      halfturn.rotator().requireReady(app);
    } catch (HalfturnException e) {
      if (!force || !e.reason().equals(Condition.CLOCK_UNTRUSTED)) {
        throw e;
      }
      warnForced(e);
    }
  }

  private void warnForced(HalfturnException e) {
    invocation.warn(
        e.getMessage() + "; forced: " + reason.orElseThrow().replaceAll("\\p{Cntrl}", "?"));
  }

  private RotationOutcome accept(Halfturn halfturn, SecretValue secret, RotationScreen screen) {
    screen.handedOver();
    try {
      return halfturn.rotator().accept(app, secret, expires, screen);
    } catch (HalfturnException e) {
      if (expires.isEmpty() || !e.reason().equals("DATE_IMPLAUSIBLE")) {
        throw e;
      }
      invocation.warn(
          "--expires was not used: "
              + e.getMessage()
              + "; say the date with 'halfturn app add "
              + app
              + " --expires DATE' when this is done");
      return halfturn.rotator().accept(app, secret, Optional.empty(), screen);
    }
  }

  /** Tries again in the foreground, for as long as was asked for. */
  private RotationOutcome goOn(Halfturn halfturn, RotationScreen screen, RotationOutcome first) {
    Instant end = invocation.now().plus(wait);
    RotationOutcome outcome = first;
    while (outcome.kind() == Kind.PENDING && !outcome.retryAt().orElseThrow().isAfter(end)) {
      Duration pause = Duration.between(invocation.now(), outcome.retryAt().orElseThrow());
      if (!pause.isNegative() && !invocation.surroundings().pause().elapses(pause)) {
        stopped = true;
        return outcome;
      }
      outcome = halfturn.rotator().resume(app, screen);
    }
    return outcome;
  }

  private ExitCode exitCode(RotationOutcome outcome) {
    return switch (outcome.kind()) {
      case FINISHED -> ExitCode.DONE;
      case NOTHING_TO_DO -> ExitCode.NOTHING_TO_DO;
      case PENDING ->
          outcome.state() == RotationState.SUSPECT
              ? ExitCode.NEW_SECRET_FAILED
              : ExitCode.ROTATION_PENDING;
    };
  }

  private static HalfturnException usage(String message, String hint) {
    return new HalfturnException(Problem.of(ErrorCode.INVALID_ARGUMENT, message).withHint(hint));
  }
}
