// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.status.AppStatus;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.RotationPolicy;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.rotation.Rung;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes of what is known of applications what the page shows. */
final class AppViews {

  /** From here on every reminder is urgent. */
  private static final int URGENT_DAYS = 7;

  private final RotationPolicy policy;

  AppViews(RotationPolicy policy) {
    this.policy = policy;
  }

  /** All of them, the most urgent first. */
  List<AppView> of(List<AppStatus> apps) {
    return apps.stream()
        .map(this::view)
        .sorted(
            Comparator.comparing(AppView::tone)
                .thenComparing(view -> view.expiry().map(Expiry::expiresAt).orElse(Instant.MIN))
                .thenComparing(AppView::app))
        .toList();
  }

  private AppView view(AppStatus app) {
    RotationStatus status = app.status();
    return new AppView(
        status.app(),
        tone(status),
        word(status),
        status.secret().version(),
        status.secret().fingerprint().shortForm(),
        status.secret().expiry(),
        policy.lifetimeDays(),
        status.at(),
        status.secret().expiry().map(known -> ladder(status, known)).orElse(List.of()),
        status.acknowledged(),
        status.authorizations(),
        status.next(),
        status.overlap(),
        rotation(app),
        status.notifiers(),
        status.conditions(),
        app.sellers());
  }

  private static Tone tone(RotationStatus status) {
    boolean nearEnd =
        status.secret().daysLeft().isPresent()
            && status.secret().daysLeft().getAsLong() < URGENT_DAYS;
    return switch (status.state()) {
      case EXPIRED -> Tone.URGENT;
      case UNTRACKED, EXPIRY_UNKNOWN -> Tone.UNKNOWN;
      case DUE -> nearEnd ? Tone.URGENT : Tone.SOON;
      case FRESH -> nearEnd ? Tone.URGENT : Tone.CALM;
    };
  }

  private static String word(RotationStatus status) {
    return switch (status.state()) {
      case UNTRACKED -> "not looked at yet";
      case FRESH -> "fine";
      case DUE -> "due for rotation";
      case EXPIRED -> "expired";
      case EXPIRY_UNKNOWN -> "end unknown";
    };
  }

  private static Optional<String> rotation(AppStatus app) {
    RotationStatus status = app.status();
    if (status.rotation().state() == RotationState.IDLE) {
      return status
          .handOver()
          .map(
              asked ->
                  asked.rotationId()
                      + ": handed over"
                      + asked.to().map(to -> " to " + to).orElse("")
                      + ", waits for the new secret")
          .or(() -> app.rotatesAt().map(at -> "begins by itself on " + Dates.moment(at)));
    }
    String state =
        switch (status.rotation().state()) {
          case IDLE -> "";
          case REQUESTING -> "Amazon is going to be asked for a new secret";
          case AWAITING -> "Amazon was asked for a new secret, which is awaited";
          case STALLED -> isStored(status) ? "no new secret has arrived" : "not at its end";
          case BLOCKED ->
              isStored(status) ? "Amazon cannot be asked for a new secret" : "not at its end";
          case RECEIVED -> "the new secret waits for its proof";
          case SUSPECT -> "Amazon refuses the new secret so far";
          case VERIFIED -> "the new secret is proved";
          case PROMOTED -> "the new secret is in place";
        };
    return Optional.of(
        status.rotation().id().map(id -> id + ": ").orElse("")
            + state
            + status.rotation().lastError().map(error -> "; " + error).orElse(""));
  }

  /** Whether no new secret waits in the queue that the store does not take. */
  private static boolean isStored(RotationStatus status) {
    return status.conditions().stream()
        .noneMatch(condition -> condition.type().equals(Condition.SECRET_NOT_STORED));
  }

  private static List<RungView> ladder(RotationStatus status, Expiry expiry) {
    return status.ladder().stream()
        .filter(known -> isOfLadder(known.rung().kind()))
        .map(known -> rung(known, expiry))
        .toList();
  }

  private static boolean isOfLadder(Rung.Kind kind) {
    return kind == Rung.Kind.DAY || kind == Rung.Kind.REPEAT;
  }

  /** Keys are {@code 177} and, for a repetition of that, {@code 177-1}. */
  private static int day(Rung rung) {
    return Integer.parseInt(rung.key().replaceFirst("-.*", ""));
  }

  private static RungView rung(RotationStatus.RungStatus known, Expiry expiry) {
    double life = expiry.expiresAt().getEpochSecond() - (double) expiry.issuedAt().getEpochSecond();
    double age = known.at().getEpochSecond() - (double) expiry.issuedAt().getEpochSecond();
    return new RungView(
        day(known.rung()),
        known.rung().kind() == Rung.Kind.REPEAT,
        Math.max(0, Math.min(1, age / life)),
        known.at(),
        state(known.knowledge()));
  }

  private static RungView.State state(RotationStatus.Knowledge knowledge) {
    return switch (knowledge) {
      case COMING -> RungView.State.COMING;
      case QUIET -> RungView.State.QUIET;
      case TOLD -> RungView.State.TOLD;
      case OPEN -> RungView.State.NOT_TOLD;
      case SKIPPED -> RungView.State.LEFT_OUT;
    };
  }
}
