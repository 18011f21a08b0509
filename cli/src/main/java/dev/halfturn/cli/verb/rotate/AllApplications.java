// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.rotation.AutomaticRotation.Urgency;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code halfturn rotate --auto --all}: one application after the other, the most urgent first. */
final class AllApplications {

  /** Amazon takes one request a minute, and its clock need not agree with ours to the second. */
  private static final Duration BETWEEN = Duration.ofSeconds(61);

  private final Invocation invocation;
  private final Halfturn halfturn;
  private final AutoFlags flags;
  private final Duration wait;
  private final Function<String, Urgency> urgency;
  private final Map<String, ExitCode> ends = new LinkedHashMap<>();
  private final Map<String, Problem> problems = new LinkedHashMap<>();

  /** One application and when Amazon is asked for its new secret. */
  private record Turn(Due due, Instant asksAt) {
    String app() {
      return due.status().app();
    }
  }

  /**
   * @param urgency how the rotation of an application is begun; writes down that it is forced
   */
  AllApplications(
      Invocation invocation,
      Halfturn halfturn,
      AutoFlags flags,
      Duration wait,
      Function<String, Urgency> urgency) {
    this.invocation = invocation;
    this.halfturn = halfturn;
    this.flags = flags;
    this.wait = wait;
    this.urgency = urgency;
  }

  ExitCode run(boolean dryRun) {
    if (!dryRun) {
      Automation.of(halfturn).receive(Duration.ZERO);
    }
    List<Due> all = all();
    List<Turn> turns = turns(all);
    plan(all, turns);
    if (dryRun) {
      turns.forEach(turn -> attempt(turn.app(), () -> rehearse(turn)));
    } else {
      rotate(turns);
    }
    invocation.done("rotate-all", members(all, turns, dryRun), lines(turns, dryRun));
    return exitCode(turns);
  }

  /** The one whose secret ends first comes first; last those of which nobody knows. */
  private List<Due> all() {
    return halfturn.applications().names().stream()
        .map(app -> Due.of(halfturn, app))
        .sorted(
            Comparator.comparing(AllApplications::end)
                .thenComparing((Due due) -> due.status().app()))
        .toList();
  }

  private static Instant end(Due due) {
    return due.status().secret().expiry().map(known -> known.expiresAt()).orElse(Instant.MAX);
  }

  private List<Turn> turns(List<Due> all) {
    List<Turn> turns = new ArrayList<>();
    Instant next = invocation.now();
    for (Due due : all) {
      if (due.isDue(invocation.now()) || flags.align) {
        turns.add(new Turn(due, next));
        next = next.plus(BETWEEN);
      } else if (due.isUnknown()) {
        invocation.warn("it is not known when the secret of " + due.status().app() + " expires");
      }
    }
    return turns;
  }

  private void plan(List<Due> all, List<Turn> turns) {
    Table table = new Table("APP", "DUE", "ASKS AMAZON");
    for (Due due : all) {
      Optional<Turn> turn = turns.stream().filter(one -> one.due().equals(due)).findFirst();
      table.row(
          due.status().app(),
          due.underWay() ? "under way" : due.at().map(Dates::longDay).orElse("unknown"),
          turn.map(one -> Dates.moment(one.asksAt())).orElse("-"));
    }
    if (!all.isEmpty()) {
      table.lines().forEach(invocation::progress);
    }
    if (turns.size() > 1) {
      invocation.progress(
          turns.size()
              + " requests, one a minute; the last one at about "
              + Dates.moment(turns.get(turns.size() - 1).asksAt()));
    }
  }

  private void rotate(List<Turn> turns) {
    List<AutomaticRun> late = new ArrayList<>();
    List<String> lateApps = new ArrayList<>();
    Instant next = invocation.now();
    for (Turn turn : turns) {
      if (!elapsesUntil(next)) {
        ends.put(turn.app(), ExitCode.INTERRUPTED);
        return;
      }
      next = invocation.now();
      AutomaticRun run = run(turn.due().status());
      next = next.plus(BETWEEN);
      attempt(turn.app(), () -> begin(turn.app(), run));
      if (ends.get(turn.app()) == ExitCode.ROTATION_PENDING) {
        late.add(run);
        lateApps.add(turn.app());
      }
    }
    Instant end = invocation.now().plus(wait);
    for (int i = 0; i < late.size(); i++) {
      AutomaticRun run = late.get(i);
      invocation.progress("Once more    " + lateApps.get(i));
      attempt(lateApps.get(i), () -> run.await(end));
    }
  }

  /** The next one may be asked for a minute later: until then this one may finish. */
  private ExitCode begin(String app, AutomaticRun run) {
    run.begin(urgency.apply(app));
    Duration patience = wait.compareTo(BETWEEN) < 0 ? wait : BETWEEN;
    return run.await(invocation.now().plus(patience));
  }

  private AutomaticRun run(RotationStatus status) {
    RotationScreen steps =
        new RotationScreen(invocation, (members, lines) -> lines.forEach(invocation::progress));
    steps.headline(status);
    return new AutomaticRun(
        invocation, halfturn, status.app(), new AutomaticScreen(invocation, steps, false));
  }

  private boolean elapsesUntil(Instant moment) {
    Duration pause = Duration.between(invocation.now(), moment);
    return pause.isZero() || pause.isNegative() || invocation.surroundings().pause().elapses(pause);
  }

  private ExitCode rehearse(Turn turn) {
    RotationScreen steps = new RotationScreen(invocation);
    steps.headline(turn.due().status());
    AutomaticScreen screen = new AutomaticScreen(invocation, steps, false);
    if (!turn.due().underWay()) {
      screen.checkedInFull(Automation.of(halfturn).preflight(turn.app()));
    }
    return screen.isReady() ? ExitCode.DONE : ExitCode.REFUSED;
  }

  /** One that fails does not keep the others waiting. */
  private void attempt(String app, Supplier<ExitCode> work) {
    try {
      ends.put(app, work.get());
    } catch (HalfturnException e) {
      invocation.error(e.problem());
      problems.put(app, e.problem());
      ends.put(app, ExitCode.of(e));
    }
  }

  private List<String> lines(List<Turn> turns, boolean dryRun) {
    if (turns.isEmpty()) {
      return List.of("Nothing is due");
    }
    long done = ends.values().stream().filter(end -> end == ExitCode.DONE).count();
    return List.of(done + " of " + turns.size() + (dryRun ? " could be rotated" : " are rotated"));
  }

  private Map<String, Object> members(List<Due> all, List<Turn> turns, boolean dryRun) {
    Map<String, Object> members = JsonText.object();
    members.put("dryRun", dryRun);
    members.put("align", flags.align);
    members.put(
        "apps",
        all.stream()
            .map(
                due ->
                    members(
                        due,
                        turns.stream().filter(turn -> turn.due().equals(due)).findFirst(),
                        dryRun))
            .toList());
    return members;
  }

  private Map<String, Object> members(Due due, Optional<Turn> turn, boolean dryRun) {
    String app = due.status().app();
    RotationStatus now = dryRun ? due.status() : halfturn.tracker().status(app);
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("underWay", due.underWay());
    members.put("dueAt", due.at());
    members.put("asksAt", turn.map(Turn::asksAt));
    members.put("exit", Optional.ofNullable(ends.get(app)).map(ExitCode::number));
    members.put("rotationId", now.rotation().id());
    members.put("state", now.rotation().state());
    members.put("error", Optional.ofNullable(problems.get(app)).map(Problem::message));
    return members;
  }

  private ExitCode exitCode(List<Turn> turns) {
    if (turns.isEmpty() && flags.exitCode) {
      return ExitCode.NOTHING_TO_DO;
    }
    return ends.values().stream()
        .filter(end -> end != ExitCode.DONE)
        .findFirst()
        .orElse(ExitCode.DONE);
  }
}
