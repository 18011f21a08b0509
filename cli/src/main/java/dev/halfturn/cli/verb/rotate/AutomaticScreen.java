// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.CheckLines;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.rotation.RequestOutcome;
import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationListener.Result;
import dev.halfturn.rotation.RotationListener.Step;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerCheck.Verdict;
import dev.halfturn.spi.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an automatic rotation shows beyond any other. */
final class AutomaticScreen {

  /** How it may end before there is a new secret. */
  private enum Ending {
    PENDING,
    FINISHED,
    NOT_DUE,
    REFUSED
  }

  private final Invocation invocation;
  private final RotationScreen steps;
  private final boolean alone;
  private List<IssuerCheck> checks = List.of();

  AutomaticScreen(Invocation invocation, RotationScreen steps) {
    this(invocation, steps, true);
  }

  /**
   * @param alone whether what it shows is the whole result of the command
   */
  AutomaticScreen(Invocation invocation, RotationScreen steps, boolean alone) {
    this.invocation = invocation;
    this.steps = steps;
    this.alone = alone;
  }

  /** What it has in common with the others. */
  RotationScreen steps() {
    return steps;
  }

  /** Shows each check if one of them stands in the way, otherwise what is not in order. */
  void checked(List<IssuerCheck> all) {
    checks = all;
    boolean blocked = all.stream().anyMatch(check -> check.verdict() == Verdict.BLOCKED);
    all.stream()
        .filter(check -> (blocked && alone) || check.verdict() != Verdict.IN_ORDER)
        .forEach(this::show);
  }

  /** Shows every one. */
  void checkedInFull(List<IssuerCheck> all) {
    checks = all;
    all.forEach(this::show);
  }

  /** Whether nothing that was looked at stands in the way. */
  boolean isReady() {
    return checks.stream().noneMatch(check -> check.verdict() == Verdict.BLOCKED);
  }

  private void show(IssuerCheck check) {
    CheckLines.of(check, invocation.glyphs()).forEach(line -> steps.line(Phase.CREATE, line));
  }

  HalfturnException notReady(String app) {
    List<IssuerCheck> blocked =
        checks.stream().filter(check -> check.verdict() == Verdict.BLOCKED).toList();
    Problem first = blocked.get(0).problem().orElseThrow();
    return new HalfturnException(
        new Problem(
            ErrorCode.FAILED_PRECONDITION,
            "NOT_READY",
            (blocked.size() == 1 ? "1 check stands" : blocked.size() + " checks stand")
                + " in the way of the rotation of '"
                + app
                + "'; Amazon was not asked: "
                + blocked.get(0).name()
                + ": "
                + first.message(),
            first.hint()));
  }

  void waiting(Instant end) {
    steps.onStep(
        new Step(
            Phase.CREATE,
            Result.WAITING,
            "waiting for the queue to bring it, until " + Dates.moment(end)));
  }

  /** A new secret is in the inbox. */
  void received() {
    steps.onStep(new Step(Phase.CREATE, Result.OK, "the queue has brought the new secret"));
    steps.onStep(new Step(Phase.SET, Result.OK, "in the inbox, read back"));
  }

  /** A message about another application was taken as well. */
  void another(String app) {
    invocation.note("Also   a message about " + app + ": halfturn rotate " + app + " --resume");
  }

  void notDue(Due due, boolean unknown) {
    String app = due.status().app();
    String line =
        due.at()
            .map(at -> "Not due  " + app + ", before " + Dates.moment(at))
            .orElse("Not due  " + app);
    invocation.done(
        "rotate",
        members(due.status(), Optional.of(Ending.NOT_DUE), false, due.at()),
        List.of(line));
    if (unknown) {
      invocation.warn("it is not known when the secret of " + app + " expires");
    }
  }

  /** Nothing was asked, or nothing made: why is said as the error. */
  void refused(RotationStatus status) {
    if (alone && invocation.json()) {
      invocation.document(
          "rotate", members(status, Optional.of(Ending.REFUSED), false, Optional.empty()));
    }
  }

  void awaited(RequestOutcome asked, RotationStatus status) {
    List<String> lines = new ArrayList<>();
    lines.add("Not yet: no new secret has arrived, the old one stays in use");
    status.rotation().lastError().ifPresent(error -> lines.add("Last         " + error));
    asked.nextAt().ifPresent(at -> lines.add("Next step    " + Dates.moment(at)));
    lines.add(
        "Go on with   halfturn rotate "
            + status.app()
            + " --resume"
            + asked.rotationId().map(id -> " " + id).orElse("")
            + ", or let 'halfturn serve' do it");
    steps.end(members(status, Optional.of(Ending.PENDING), false, asked.nextAt()), lines);
  }

  void finishedElsewhere(RotationStatus status) {
    steps.end(
        members(status, Optional.of(Ending.FINISHED), false, Optional.empty()),
        List.of("Another process has gone on with it: halfturn status " + status.app()));
  }

  /** What an automatic rotation would do. */
  void rehearsed(RotationStatus status, String line, Optional<Instant> startsAt) {
    List<String> lines = new ArrayList<>(List.of(line));
    lines.add(
        "By itself    "
            + startsAt
                .map(at -> "'halfturn serve' begins at " + Dates.moment(at))
                .orElse(
                    invocation.configuration().rotation().automatic().enabled()
                        ? "nothing for now: one is under way, or nobody knows when it is due"
                        : "never: rotation.auto is off"));
    Map<String, Object> members = members(status, Optional.empty(), true, Optional.empty());
    members.put("startsAt", startsAt);
    invocation.done("rotate", members, lines);
  }

  private Map<String, Object> members(
      RotationStatus status, Optional<Ending> kind, boolean dryRun, Optional<Instant> retryAt) {
    Map<String, Object> members = JsonText.object();
    members.put("app", status.app());
    members.put("kind", kind);
    members.put("rotationId", status.rotation().id());
    members.put("state", status.rotation().state());
    members.put("dryRun", dryRun);
    members.put("wouldDo", Optional.empty());
    steps.withoutOutcome(members);
    members.put("retryAt", retryAt);
    members.put("lastError", status.rotation().lastError());
    members.put("request", Optional.empty());
    members.put("checks", checks.stream().map(CheckLines::members).toList());
    return members;
  }
}
