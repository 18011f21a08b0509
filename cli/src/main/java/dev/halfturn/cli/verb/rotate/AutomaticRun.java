// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.AutomaticRotation.Urgency;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.Reception;
import dev.halfturn.rotation.RequestOutcome;
import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationListener.Result;
import dev.halfturn.rotation.RotationListener.Step;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The automatic rotation of one application in the foreground. */
final class AutomaticRun {

  /** From one look into the queue to the next. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Invocation invocation;
  private final Halfturn halfturn;
  private final AutomaticRotation automatic;
  private final String app;
  private final AutomaticScreen screen;
  private final Set<String> others = new TreeSet<>();
  private Optional<RequestOutcome> begun = Optional.empty();
  private boolean queueFailed;

  AutomaticRun(Invocation invocation, Halfturn halfturn, String app, AutomaticScreen screen) {
    this.invocation = invocation;
    this.halfturn = halfturn;
    this.automatic = Automation.of(halfturn);
    this.app = app;
    this.screen = screen;
  }

  /** Takes what lies in the queue already: it may be what is about to be asked for. */
  void look() {
    try {
      Reception reception = automatic.receive(Duration.ZERO);
      queueFailed = false;
      reception.apps().stream()
          .filter(other -> !other.equals(app) && others.add(other))
          .forEach(screen::another);
    } catch (HalfturnException e) {
      if (!e.code().retryable()) {
        throw e;
      }
      if (!queueFailed) {
        screen.steps().onStep(new Step(Phase.CREATE, Result.WAITING, e.getMessage()));
      }
      queueFailed = true;
    }
  }

  /**
   * Looks over what a new secret needs, and says what stands in the way.
   *
   * @return whether nothing does
   */
  boolean isReady(Urgency urgency) {
    screen.checked(automatic.preflight(app, urgency));
    return screen.isReady();
  }

  /**
   * Asks Amazon for a new secret, unless one is there or was asked for.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION} if something stands in the way;
   *     Amazon was not asked then
   */
  void begin(Urgency urgency) {
    if (Due.isSecretThere(halfturn, app)) {
      return;
    }
    if (!Due.isAsked(status()) && !isReady(urgency)) {
      screen.refused(status());
      throw screen.notReady(app);
    }
    begun = Optional.of(automatic.begin(app, urgency, screen.steps()));
  }

  /** Goes on until the rotation is finished, nothing more can be done, or the time is over. */
  ExitCode await(Instant end) {
    boolean told = false;
    while (true) {
      look();
      if (Due.isSecretThere(halfturn, app)) {
        screen.received();
        return prove(end);
      }
      RequestOutcome asked = automatic.goOn(app, screen.steps());
      if (asked.state() == RotationState.BLOCKED) {
        throw blocked(asked);
      }
      if (!Due.isAsked(status())) {
        return settledElsewhere();
      }
      if (invocation.now().plus(LOOK).isAfter(end)) {
        screen.awaited(asked, status());
        return ExitCode.ROTATION_PENDING;
      }
      if (!told) {
        screen.waiting(end);
        told = true;
      }
      if (!invocation.surroundings().pause().elapses(LOOK)) {
        screen.awaited(asked, status());
        return ExitCode.INTERRUPTED;
      }
    }
  }

  private ExitCode prove(Instant end) {
    Retrying retrying = new Retrying(invocation, halfturn, app, screen.steps());
    RotationOutcome outcome = retrying.until(end, halfturn.rotator().resume(app, screen.steps()));
    if (outcome.kind() == Kind.NOTHING_TO_DO) {
      return settledElsewhere();
    }
    screen.steps().result(outcome, status());
    return retrying.exitCode(outcome);
  }

  /** Another process has taken the message and gone on with it. */
  private ExitCode settledElsewhere() {
    screen.finishedElsewhere(status());
    return ExitCode.DONE;
  }

  private HalfturnException blocked(RequestOutcome asked) {
    RotationStatus status = status();
    screen.refused(status);
    Optional<Problem> waiting =
        asked.problem().filter(known -> known.reason().equals(Condition.SECRET_NOT_STORED));
    if (waiting.isPresent()) {
      return new HalfturnException(waiting.get());
    }
    Problem why =
        asked
            .problem()
            .or(() -> begun.flatMap(RequestOutcome::problem))
            .orElseGet(
                () ->
                    Problem.of(
                        ErrorCode.FAILED_PRECONDITION,
                        status.rotation().lastError().orElse("Amazon cannot be asked")));
    return new HalfturnException(
        new Problem(
            ErrorCode.FAILED_PRECONDITION,
            "NO_SECRET_MADE",
            "no new secret of '" + app + "' was made: " + why.message(),
            why.hint().or(() -> Optional.of("see 'halfturn doctor --topic auto'"))));
  }

  private RotationStatus status() {
    return halfturn.tracker().status(app);
  }
}
