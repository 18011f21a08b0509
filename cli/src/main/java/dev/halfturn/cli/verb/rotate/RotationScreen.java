// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.Fingerprint;
import dev.halfturn.rotation.HandOver;
import dev.halfturn.rotation.HookRun;
import dev.halfturn.rotation.ResumeStep;
import dev.halfturn.rotation.RotationListener;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** A rotation as a person follows it, or one JSON document at its end. */
final class RotationScreen implements RotationListener {

  private static final String INDENT = " ".repeat(25);

  private static final String PRIMARY_USER = "the primary account user";

  private static final List<String> OF_AN_OUTCOME =
      List.of("retryAt", "from", "candidate", "expiresAt", "previousEndsAt", "tries", "lastError");

  private static final Set<String> KNOWN_ALREADY =
      Set.of("NEW_SECRET_IS_CURRENT", "NEW_SECRET_IS_OLD");

  /** How a run may end besides those of a rotation. */
  private enum OtherKind {
    HANDED_OVER
  }

  private final Invocation invocation;
  private final BiConsumer<Map<String, Object>, List<String>> ending;
  private final List<Map<String, Object>> steps = new ArrayList<>();
  private Optional<Phase> shown = Optional.empty();
  private final HookReport hooks;
  private boolean handedOver;
  private boolean stored;

  RotationScreen(Invocation invocation) {
    this(invocation, (members, lines) -> invocation.done("rotate", members, lines));
  }

  /**
   * One of several.
   *
   * @param ending takes what is shown at the end
   */
  RotationScreen(Invocation invocation, BiConsumer<Map<String, Object>, List<String>> ending) {
    this.invocation = invocation;
    this.ending = ending;
    this.hooks = new HookReport(invocation);
  }

  void headline(RotationStatus status) {
    String dot = " " + invocation.glyphs().dot() + " ";
    String age =
        status.secret().ageDays().isPresent()
            ? " is " + status.secret().ageDays().getAsLong() + " days old"
            : " is of unknown age";
    String end =
        status
            .secret()
            .expiry()
            .map(expiry -> dot + "Amazon will refuse it from " + Dates.longDay(expiry.expiresAt()))
            .orElse("");
    invocation.progress(
        status.app()
            + dot
            + "secret v"
            + SecretVersion.shown(status.secret().version())
            + age
            + end);
  }

  void instructions(RotationStatus status) {
    header(Phase.CREATE, "In Amazon's console, as the primary account user:");
    invocation.progress(INDENT + "1. Solution Provider Portal or Seller Central, Develop Apps");
    invocation.progress(INDENT + "2. at the application, \"LWA credentials\", View");
    invocation.progress(INDENT + "3. \"Rotate secret\", and copy the new one");
    invocation.progress(INDENT + "Until it is pasted here nothing has changed for " + status.app());
  }

  /** For who takes over, and has read where to click. */
  void instructionsToGoOn(RotationStatus status) {
    header(
        Phase.CREATE,
        "Paste the new secret that Amazon shows. Do not press \"Rotate secret\" twice.");
    invocation.progress(INDENT + "Not made yet? Solution Provider Portal or Seller Central,");
    invocation.progress(INDENT + "Develop Apps, \"LWA credentials\", View, \"Rotate secret\"");
    invocation.progress(INDENT + "Until it is pasted here nothing has changed for " + status.app());
  }

  void refusedPaste(Problem problem) {
    invocation.progress(INDENT + invocation.glyphs().failed() + " " + problem.message());
    problem.hint().ifPresent(hint -> invocation.progress(INDENT + "  " + hint));
  }

  /** A new secret has been read, which may not come a second time. */
  void handedOver() {
    handedOver = true;
  }

  /** Says where that secret is, if something failed. */
  void broken(String app, Problem problem) {
    boolean known = KNOWN_ALREADY.contains(problem.reason());
    if (stored) {
      invocation.warn(
          "the new secret is kept in the inbox; go on with 'halfturn rotate " + app + " --resume'");
    } else if (handedOver && !known) {
      invocation.warn("nothing was stored: keep the new secret, Amazon shows it to nobody again");
    }
  }

  @Override
  public void onStep(Step step) {
    stored |= step.phase() == Phase.SET && step.result() == Result.OK;
    String sign =
        switch (step.result()) {
          case OK -> invocation.glyphs().ok();
          case WAITING -> invocation.glyphs().ellipsis();
          case REFUSED -> invocation.glyphs().failed();
        };
    line(step.phase(), sign + " " + step.text());
    Map<String, Object> members = JsonText.object();
    members.put("phase", step.phase());
    members.put("result", step.result());
    members.put("text", step.text());
    steps.add(members);
  }

  /** A line that belongs to a phase, and is no step. */
  void line(Phase phase, String text) {
    if (shown.equals(Optional.of(phase))) {
      invocation.progress(INDENT + text);
    } else {
      header(phase, text);
    }
  }

  /** The end, in other words than those of an outcome. */
  void end(Map<String, Object> members, List<String> lines) {
    ending.accept(members, lines);
  }

  @Override
  public void onHook(HookRun run) {
    hooks.add(run);
  }

  /** Whether a hook did not do what it is for. */
  boolean hookFailed() {
    return hooks.failed();
  }

  private void header(Phase phase, String text) {
    invocation.progress(label(phase) + text);
    shown = Optional.of(phase);
  }

  /** What stands before a step. */
  String label(Phase phase) {
    String name = phase.name().toLowerCase(Locale.ROOT);
    List<Phase> all = List.of(Phase.values());
    String dot = invocation.glyphs().dot();
    String label =
        "Step " + (all.indexOf(phase) + 1) + " of " + all.size() + " " + dot + " " + name;
    return label + " ".repeat(INDENT.length() - label.length());
  }

  /** What a rotation would begin with. */
  void rehearsed(RotationStatus status) {
    rehearsed(status, Optional.empty(), "Would take a new secret, test it and put it in place");
  }

  /** Whom a rotation would be handed over to. */
  void rehearsedHandOver(RotationStatus status, Optional<String> address) {
    String whom = address.orElse(PRIMARY_USER);
    rehearsed(
        status,
        Optional.empty(),
        "Would ask " + whom + " to make a new secret, and change nothing");
  }

  /** How a rotation would go on. */
  void rehearsed(RotationStatus status, ResumeStep next) {
    rehearsed(status, Optional.of(next), ResumeText.of(next, status));
  }

  private void rehearsed(RotationStatus status, Optional<ResumeStep> next, String line) {
    Map<String, Object> members = JsonText.object();
    members.put("app", status.app());
    members.put("kind", Optional.empty());
    members.put("rotationId", status.rotation().id());
    members.put("state", status.rotation().state());
    members.put("dryRun", true);
    members.put("wouldDo", next);
    withoutOutcome(members);
    members.put("request", Optional.empty());
    invocation.done("rotate", members, List.of(line));
  }

  /** What was shown so far, and nothing of an outcome. */
  void withoutOutcome(Map<String, Object> members) {
    for (String unknown : OF_AN_OUTCOME) {
      members.put(unknown, Optional.empty());
    }
    members.put("steps", steps);
    members.put("hooks", hooks.members());
    withoutAutomatic(members);
  }

  private static void withoutAutomatic(Map<String, Object> members) {
    members.put("checks", List.of());
    members.put("startsAt", Optional.empty());
  }

  /**
   * That somebody was asked to make the new secret.
   *
   * @param through the notifiers that have told it to people
   * @param notYet those that have not, and will try again
   */
  void handedOver(
      RotationStatus status, Notice request, List<String> through, List<String> notYet) {
    HandOver asked = status.handOver().orElseThrow();
    Map<String, Object> members = JsonText.object();
    members.put("app", status.app());
    members.put("kind", OtherKind.HANDED_OVER);
    members.put("rotationId", asked.rotationId());
    members.put("state", status.rotation().state());
    members.put("dryRun", false);
    members.put("wouldDo", Optional.empty());
    withoutOutcome(members);
    Map<String, Object> message = JsonText.object();
    message.put("to", asked.to());
    message.put("toldBy", through);
    message.put("subject", request.subject());
    message.put("body", request.body());
    members.put("request", message);
    invocation.done("rotate", members, handedOver(asked, request, through, notYet));
  }

  private List<String> handedOver(
      HandOver asked, Notice request, List<String> through, List<String> notYet) {
    String whom = asked.to().orElse(PRIMARY_USER);
    List<String> lines = new ArrayList<>();
    if (through.isEmpty()) {
      String why =
          notYet.isEmpty()
              ? " no notifier reaches a person. Send this to " + whom + " yourself:"
              : " "
                  + String.join(", ", notYet)
                  + " could not tell it yet, and will be tried again. Meanwhile, for "
                  + whom
                  + ":";
      lines.add(invocation.glyphs().warning() + why);
      lines.add("");
      lines.add("    " + request.subject());
      lines.add("");
      request.body().lines().forEach(line -> lines.add("    " + line));
      lines.add("");
    } else {
      lines.add(
          "Asked "
              + whom
              + " by "
              + String.join(", ", through)
              + ": five numbered clicks, and this line to run:");
      lines.add("    halfturn rotate --resume " + asked.rotationId());
    }
    lines.add("Nothing has changed yet. The plan is saved and survives a restart.");
    return lines;
  }

  void result(RotationOutcome outcome, RotationStatus status) {
    Map<String, Object> members = JsonText.object();
    members.put("app", outcome.app());
    members.put("kind", outcome.kind());
    members.put("rotationId", outcome.rotationId());
    members.put("state", outcome.state());
    members.put("dryRun", false);
    members.put("wouldDo", Optional.empty());
    members.put("retryAt", outcome.retryAt());
    members.put("from", outcome.from().map(Fingerprint::shortForm));
    members.put("candidate", outcome.candidate().map(Fingerprint::shortForm));
    members.put("expiresAt", outcome.expiry().map(Expiry::expiresAt));
    members.put("previousEndsAt", outcome.previousEndsAt());
    members.put("tries", outcome.tries());
    members.put("lastError", outcome.lastError());
    members.put("steps", steps);
    members.put("hooks", hooks.members());
    withoutAutomatic(members);
    members.put("request", Optional.empty());
    ending.accept(members, lines(outcome, status));
  }

  private List<String> lines(RotationOutcome outcome, RotationStatus status) {
    return switch (outcome.kind()) {
      case FINISHED -> finished(outcome, status);
      case NOTHING_TO_DO ->
          List.of("Nothing to do: no rotation of " + outcome.app() + " is pending");
      case PENDING -> pending(outcome);
    };
  }

  private List<String> finished(RotationOutcome outcome, RotationStatus status) {
    List<String> lines = new ArrayList<>();
    outcome
        .previousEndsAt()
        .ifPresent(end -> lines.add("Old secret   works until " + Dates.moment(end)));
    outcome
        .expiry()
        .ifPresent(
            expiry -> lines.add("New secret   expires " + Dates.longDay(expiry.expiresAt())));
    status.next().ifPresent(next -> lines.add("Next         reminder " + Dates.longDay(next.at())));
    return lines;
  }

  private List<String> pending(RotationOutcome outcome) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Not yet: the new secret is kept, the old one stays in use; tries so far: "
            + outcome.tries());
    outcome.lastError().ifPresent(error -> lines.add("Last         " + error));
    outcome.retryAt().ifPresent(at -> lines.add("Next try     from " + Dates.moment(at)));
    if (outcome.state() == RotationState.SUSPECT) {
      lines.add("Copied wrongly?  halfturn rotate " + outcome.app() + "  takes it once more");
    }
    lines.add(
        "Go on with   halfturn rotate "
            + outcome.app()
            + " --resume"
            + outcome.rotationId().map(id -> " " + id).orElse(""));
    return lines;
  }
}
