// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.input.Moments;
import dev.halfturn.cli.input.SecretInput;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
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
      "Only the primary account user can make the new secret. If that is somebody else, 'hand over'"
          + " at the prompt, or --handoff, sends that person what to click and the line to run,"
          + " 'halfturn rotate --resume ID'; nothing has changed until then, and this ends with"
          + " 11.",
      "The programs in the directory that rotation.hooks-dir names are run around it. If one of"
          + " those before fails, nothing is put in place, and this ends with 20; if one of those"
          + " after it fails, the new secret stays in place, and this ends with 1.",
      "With --auto no person is needed: Amazon is asked by one request, once everything is in order,"
          + " and the new secret comes by the queue of the issuer. What stands in the way is shown,"
          + " with 20, and nothing is asked then. If no secret has come when --wait is over, this"
          + " ends with 11, and --resume or 'halfturn serve' go on; Amazon is not asked again.",
      "Ends with 12 if Amazon still refuses the new secret, with 11 if it could not be tested yet,"
          + " with 130 if it was stopped by Ctrl-C or SIGTERM while it waited."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn rotate erp                        guides, asks for the new secret",
      "  halfturn rotate erp --new-secret-stdin < new.txt",
      "  halfturn rotate erp --resume               goes on with what is pending",
      "  halfturn rotate erp --handoff primary-user@example.com",
      "  halfturn rotate --resume R-7Q2F            takes over what was handed over",
      "  halfturn rotate erp --auto --if-due        for a timer, without a person",
      "  halfturn rotate --auto --all --align       one deadline for all applications"
    })
public final class Rotate extends Verb {

  private static final int MAX_PASTES = 5;

  @Parameters(
      arity = "0..1",
      paramLabel = "<app>",
      description = "The application; not needed if --resume names a rotation.")
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
      description = "Go on with the rotation that is pending, or was handed over.")
  Optional<String> resume = Optional.empty();

  @Option(
      names = "--handoff",
      arity = "0..1",
      paramLabel = "MAIL",
      parameterConsumer = MailAddress.class,
      description =
          "Ask the primary account user to make the new secret; without an address the one in"
              + " app.<app>.primary-user.")
  Optional<String> handOff = Optional.empty();

  /** Takes what follows only if it can be an address, so that the application may follow, too. */
  static final class MailAddress implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
      boolean given = !args.isEmpty() && args.peek().contains("@");
      option.setValue(Optional.of(given ? args.pop() : ""));
    }
  }

  /** Takes what follows only if it can be an id, so that the application may follow, too. */
  static final class ResumeId implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
      boolean given = !args.isEmpty() && args.peek().regionMatches(true, 0, "R-", 0, 2);
      option.setValue(Optional.of(given ? args.pop().toUpperCase(Locale.ROOT) : ""));
    }
  }

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "15m",
      converter = Moments.WaitConverter.class,
      description =
          "How long to wait for the new secret, and to go on testing it, in the foreground"
              + " (${DEFAULT-VALUE}); 0 for one try.")
  Duration wait;

  @Option(
      names = "--force",
      description =
          "Have a new secret made although the last rotation was less than 7 days ago, or this"
              + " machine's clock is not to be trusted; needs --reason.")
  boolean force;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is forced.")
  Optional<String> reason = Optional.empty();

  @Mixin AutoFlags automatic;

  @Mixin DryRun dryRun;

  public Rotate(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    if (force && reason.isEmpty()) {
      throw usage("--force needs a reason", "add --reason TEXT");
    }
    if (handOff.isPresent() && (resume.isPresent() || input.given() || expires.isPresent())) {
      throw usage(
          "--handoff asks for a secret that does not exist yet", "leave the other flag out");
    }
    if (handOff.filter(address -> !address.isEmpty() && !Notice.isAddress(address)).isPresent()) {
      throw usage(
          "what --handoff was given is not a mail address",
          "give one alone, as in primary-user@example.com");
    }
    boolean ofPerson = input.given() || handOff.isPresent() || expires.isPresent();
    Optional<String> contradiction = automatic.problem(app != null, ofPerson);
    if (contradiction.isPresent()) {
      throw usage(contradiction.get(), "see 'halfturn rotate --help'");
    }
    if (app == null && resume.orElse("").isEmpty() && !automatic.all) {
      throw usage("an application is missing", "see 'halfturn rotate --help'");
    }
    try (Halfturn halfturn = invocation.open()) {
      if (!dryRun.given()) {
        halfturn.rotator().requireOwner();
      }
      if (automatic.all) {
        return automatically(halfturn).all(dryRun.given());
      }
      app = app == null ? PendingRotations.app(halfturn, resume.orElseThrow()) : app;
      Known.app(halfturn, app);
      RotationStatus status = halfturn.tracker().status(app);
      RotationScreen screen = new RotationScreen(invocation);
      screen.headline(status);
      if (automatic.auto || resumesAsked(status)) {
        return automatically(halfturn, status, screen);
      }
      if (dryRun.given()) {
        return rehearse(halfturn, status, screen);
      }
      boolean goesOn = goesOn(status);
      if (!goesOn) {
        prepare(halfturn);
        if (isHandedOver(halfturn, screen)) {
          return ExitCode.ROTATION_PENDING;
        }
      }
      try {
        RotationOutcome first =
            goesOn ? halfturn.rotator().resume(app, screen) : begin(halfturn, status, screen);
        Retrying retrying = new Retrying(invocation, halfturn, app, screen);
        RotationOutcome outcome = retrying.until(invocation.now().plus(wait), first);
        screen.result(outcome, halfturn.tracker().status(app));
        return retrying.exitCode(outcome);
      } catch (HalfturnException e) {
        screen.broken(app, e.problem());
        throw e;
      }
    }
  }

  /** What Amazon was asked for comes by the queue, and not by a person. */
  private boolean resumesAsked(RotationStatus status) {
    return resume.isPresent()
        && (Due.isAsked(status) || status.rotation().state() == RotationState.BLOCKED)
        && !PendingRotations.isHandedOver(status, resume.get());
  }

  private Automatically automatically(Halfturn halfturn) {
    return new Automatically(
        invocation, halfturn, automatic, wait, force ? reason : Optional.empty());
  }

  private ExitCode automatically(Halfturn halfturn, RotationStatus status, RotationScreen screen) {
    resume.ifPresent(id -> PendingRotations.require(status, id));
    Automatically run = automatically(halfturn);
    if (dryRun.given()) {
      return run.rehearse(status, screen);
    }
    return resume.isPresent() ? run.resume(status, screen) : run.rotate(status, screen);
  }

  private ExitCode rehearse(Halfturn halfturn, RotationStatus status, RotationScreen screen) {
    if (goesOn(status)) {
      screen.rehearsed(status, halfturn.rotator().preview(app));
    } else {
      preflight(halfturn);
      if (handOff.isPresent()) {
        HandingOver handingOver = new HandingOver(invocation, halfturn, app);
        handingOver.requireNothingPending();
        screen.rehearsedHandOver(status, handingOver.address(handOff));
      } else {
        screen.rehearsed(status);
      }
    }
    return ExitCode.DONE;
  }

  /** Whether a secret is there already with which to go on; one handed over is yet to be made. */
  private boolean goesOn(RotationStatus status) {
    if (resume.isEmpty() || PendingRotations.isHandedOver(status, resume.get())) {
      return false;
    }
    if (input.given() || expires.isPresent()) {
      throw usage(
          "--resume goes on with a secret that is stored already",
          "to bring another one, leave --resume out");
    }
    PendingRotations.require(status, resume.get());
    return true;
  }

  /** Amazon shows the new secret once: what would lose it is to be found out before. */
  private void prepare(Halfturn halfturn) {
    boolean canAsk = invocation.surroundings().terminal().canAsk();
    if (!input.given() && handOff.isEmpty() && !canAsk) {
      throw usage(
          "the new client secret is needed and nobody can be asked",
          "add --new-secret-stdin, --secret-file or --secret-fd, or --handoff MAIL");
    }
    preflight(halfturn);
    if (!input.given()) {
      requireReady(halfturn);
    }
  }

  private boolean isHandedOver(Halfturn halfturn, RotationScreen screen) {
    if (input.given() || resume.isPresent()) { // whoever takes over has said who that is
      return false;
    }
    HandingOver handingOver = new HandingOver(invocation, halfturn, app);
    if (handOff.isEmpty() && handingOver.isMe(screen.label(Phase.CREATE))) {
      return false;
    }
    handingOver.ask(handOff, screen);
    return true;
  }

  private RotationOutcome begin(Halfturn halfturn, RotationStatus status, RotationScreen screen) {
    if (input.given()) {
      halfturn.audit().problem().ifPresent(invocation::warn);
      return accept(halfturn, read(), screen);
    }
    request(halfturn, screen);
    if (resume.isPresent()) {
      screen.instructionsToGoOn(status);
    } else {
      screen.instructions(status);
    }
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

  /** What keeps a new secret from being made does not turn one away that exists already. */
  private void request(Halfturn halfturn, RotationScreen screen) {
    try {
      halfturn.rotator().request(app, screen);
    } catch (HalfturnException e) {
      if (!mayExist()) {
        throw e;
      }
      invocation.warn(e.getMessage() + "; a secret that exists already is taken in all the same");
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
        warnForced(halfturn, e);
      } else if (mayExist()) {
        invocation.warn(e.getMessage() + "; a secret that exists already is taken in all the same");
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

  private void requireReady(Halfturn halfturn) {
    try {
      halfturn.rotator().requireReady(app);
    } catch (HalfturnException e) {
      if (!e.reason().equals(Condition.CLOCK_UNTRUSTED)) {
        throw e;
      }
      if (force) {
        warnForced(halfturn, e);
      } else if (mayExist()) {
        invocation.warn(e.getMessage() + "; a secret that exists already is taken in all the same");
      } else {
        throw e;
      }
    }
  }

  /** Whoever takes over may have pressed the button before running this. */
  private boolean mayExist() {
    return input.given() || resume.isPresent();
  }

  private void warnForced(Halfturn halfturn, HalfturnException e) {
    if (!dryRun.given()) {
      halfturn
          .audit()
          .require(
              AuditEvent.of(AuditAction.ROTATION_FORCED, app)
                  .with(e.reason() + ": " + reason.orElseThrow()));
    }
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

  private static HalfturnException usage(String message, String hint) {
    return new HalfturnException(Problem.of(ErrorCode.INVALID_ARGUMENT, message).withHint(hint));
  }
}
