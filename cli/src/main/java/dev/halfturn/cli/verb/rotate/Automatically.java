// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.AutomaticRotation.Urgency;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code halfturn rotate <app> --auto}. */
final class Automatically {

  private final Invocation invocation;
  private final Halfturn halfturn;
  private final AutoFlags flags;
  private final Duration wait;

  /** Why it is forced; empty if it is not. */
  private final Optional<String> reason;

  Automatically(
      Invocation invocation,
      Halfturn halfturn,
      AutoFlags flags,
      Duration wait,
      Optional<String> reason) {
    this.invocation = invocation;
    this.halfturn = halfturn;
    this.flags = flags;
    this.wait = wait;
    this.reason = reason;
  }

  /** Begins a rotation, or goes on with the one under way. */
  ExitCode rotate(RotationStatus status, RotationScreen steps) {
    AutomaticScreen screen = new AutomaticScreen(invocation, steps);
    AutomaticRun run = new AutomaticRun(invocation, halfturn, status.app(), screen);
    run.look();
    Due due = Due.of(halfturn, status.app());
    if (flags.ifDue && !due.isDue(invocation.now())) {
      screen.notDue(due, due.isUnknown());
      return flags.exitCode ? ExitCode.NOTHING_TO_DO : ExitCode.DONE;
    }
    return guarded(
        steps,
        status.app(),
        () -> {
          run.begin(urgency(status.app()));
          return run.await(invocation.now().plus(wait));
        });
  }

  /** Goes on with one that has begun; never begins another. */
  ExitCode resume(RotationStatus status, RotationScreen steps) {
    AutomaticRun run =
        new AutomaticRun(
            invocation, halfturn, status.app(), new AutomaticScreen(invocation, steps));
    run.look();
    boolean begun =
        Due.of(halfturn, status.app()).underWay()
            || status.rotation().state() == RotationState.BLOCKED;
    if (!begun) {
      steps.result(halfturn.rotator().resume(status.app(), steps), status);
      return ExitCode.NOTHING_TO_DO;
    }
    return guarded(steps, status.app(), () -> run.await(invocation.now().plus(wait)));
  }

  /** All applications, one after the other. */
  ExitCode all(boolean dryRun) {
    return new AllApplications(invocation, halfturn, flags, wait, this::urgency).run(dryRun);
  }

  /** Looks at everything and changes nothing. */
  ExitCode rehearse(RotationStatus status, RotationScreen steps) {
    String app = status.app();
    AutomaticRotation automatic = Automation.of(halfturn);
    AutomaticScreen screen = new AutomaticScreen(invocation, steps);
    Due due = Due.of(halfturn, app);
    if (flags.ifDue && !due.isDue(invocation.now())) {
      screen.notDue(due, due.isUnknown());
      return flags.exitCode ? ExitCode.NOTHING_TO_DO : ExitCode.DONE;
    }
    if (due.underWay()) {
      screen.rehearsed(status, "Would go on with what is under way", automatic.startsAt(app));
      return ExitCode.DONE;
    }
    screen.checkedInFull(
        automatic.preflight(app, reason.isPresent() ? Urgency.FORCED : Urgency.ASKED));
    boolean ready = screen.isReady();
    screen.rehearsed(
        status,
        ready
            ? "Would ask Amazon for a new secret, test it and put it in place"
            : "Would not ask Amazon: see above",
        automatic.startsAt(app));
    return ready ? ExitCode.DONE : ExitCode.REFUSED;
  }

  /** That it is forced is written down before it is done. */
  private Urgency urgency(String app) {
    if (reason.isEmpty()) {
      return Urgency.ASKED;
    }
    halfturn
        .audit()
        .require(AuditEvent.of(AuditAction.ROTATION_FORCED, app).with("--auto: " + reason.get()));
    invocation.warn("forced: " + reason.get().replaceAll("\\p{Cntrl}", "?"));
    return Urgency.FORCED;
  }

  /** Says where the new secret is if something fails after Amazon was asked. */
  private ExitCode guarded(RotationScreen steps, String app, Supplier<ExitCode> work) {
    try {
      return work.get();
    } catch (HalfturnException e) {
      steps.broken(app, e.problem());
      if (halfturn.tracker().status(app).rotation().state() == RotationState.AWAITING) {
        invocation.warn(
            "Amazon was asked, and the new secret stays in the queue until it is taken: 'halfturn"
                + " rotate "
                + app
                + " --resume'");
      }
      throw e;
    }
  }
}
