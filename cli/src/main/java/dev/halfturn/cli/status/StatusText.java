// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.status;

import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.output.Glyphs;
import dev.halfturn.cli.output.Table;
import dev.halfturn.rotation.Acknowledgement;
import dev.halfturn.rotation.Delivery;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.HandOver;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.SecretVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The status of applications for people. */
public final class StatusText {

  private final String store;
  private final Glyphs glyphs;

  public StatusText(String store, Glyphs glyphs) {
    this.store = store;
    this.glyphs = glyphs;
  }

  /** Two lines for each application. */
  public List<String> table(List<RotationStatus> statuses) {
    Table table = new Table("APP", "STORE", "SECRET", "AGE", "NEXT", "STATE");
    for (RotationStatus status : statuses) {
      table.row(status.app(), store, secret(status), age(status), next(status), state(status));
      String asked = status.handOver().map(known -> "asked " + known.rotationId()).orElse("");
      table.row("", "", "", "", expires(status), asked);
    }
    return table.lines();
  }

  /** One application in depth. */
  public List<String> depth(AppStatus app) {
    RotationStatus status = app.status();
    List<String> sellers = app.sellers();
    List<String> lines = new ArrayList<>();
    lines.add("App         " + status.app() + "  " + state(status));
    lines.add("Store       " + store);
    lines.add("Secret      " + secret(status) + "  " + age(status));
    lines.add("Expires     " + expiresInDepth(status));
    lines.add("Next        " + next(status));
    status
        .overlap()
        .ifPresent(
            overlap ->
                lines.add(
                    "Overlap     v"
                        + SecretVersion.shown(overlap.previousVersion())
                        + " works until "
                        + Dates.moment(overlap.endsAt())
                        + stillUsedBy(overlap)));
    if (status.rotation().state() != RotationState.IDLE) {
      lines.add("Rotation    " + rotation(status.rotation()));
    }
    app.rotatesAt().ifPresent(begins -> lines.add("Automatic   begins " + Dates.moment(begins)));
    status.handOver().ifPresent(asked -> lines.add("Handed over " + handOver(asked)));
    lines.add("Sellers     " + (sellers.isEmpty() ? "none" : String.join(", ", sellers)));
    status
        .authorizations()
        .forEach(
            authorization ->
                lines.add(
                    "Authorized  "
                        + authorization.seller()
                        + " until "
                        + Dates.moment(authorization.endsAt())));
    status.notifiers().forEach(notifier -> lines.add("Notifier    " + notifier(notifier)));
    lines.addAll(ladder(status));
    status.acknowledged().ifPresent(ack -> lines.add("Ack         " + acknowledged(ack)));
    status
        .conditions()
        .forEach(
            condition ->
                lines.add(glyphs.warning() + "  " + condition.type() + "  " + condition.message()));
    return lines;
  }

  private static String stillUsedBy(RotationStatus.Overlap overlap) {
    return overlap.stillUsedBy().isEmpty()
        ? ""
        : "; still used by "
            + overlap.stillUsedBy().stream()
                .map(straggler -> straggler.consumer())
                .collect(Collectors.joining(", "));
  }

  /** The delivery log: each reminder that was due, and what became of it. */
  private List<String> ladder(RotationStatus status) {
    List<String> lines = new ArrayList<>();
    for (RotationStatus.RungStatus rung : status.ladder()) {
      String line =
          String.format(
              Locale.ROOT,
              "%-12s%-12s%s  %s",
              lines.isEmpty() ? "Reminders" : "",
              rung.rung(),
              Dates.shortDay(rung.at()),
              knowledge(rung, status));
      lines.add(line);
    }
    return lines;
  }

  private String knowledge(RotationStatus.RungStatus rung, RotationStatus status) {
    String word = rung.knowledge().name().toLowerCase(Locale.ROOT);
    String by =
        status.notifiers().stream()
            .flatMap(notifier -> delivery(notifier, rung).stream())
            .collect(Collectors.joining(", "));
    String sign =
        switch (rung.knowledge()) {
          case TOLD -> glyphs.ok() + " ";
          case OPEN -> glyphs.warning() + " ";
          case COMING, QUIET, SKIPPED -> "";
        };
    return sign + word + (by.isEmpty() ? "" : "  " + by);
  }

  private static Optional<String> delivery(
      RotationStatus.NotifierState notifier, RotationStatus.RungStatus rung) {
    return notifier.deliveries().stream()
        .filter(delivery -> delivery.rung().equals(rung.rung()))
        .findFirst()
        .flatMap(delivery -> outcome(delivery).map(outcome -> notifier.name() + " " + outcome));
  }

  private static Optional<String> outcome(Delivery delivery) {
    return switch (delivery.state()) {
      case DELIVERED -> Optional.of(Dates.moment(delivery.at()));
      case FAILED ->
          Optional.of(
              delivery.failure().orElseThrow()
                  + (delivery.attempts() > 1 ? " " + delivery.attempts() + " times" : ""));
      case ATTEMPT -> Optional.of("under way");
      case PLANNED, SUPERSEDED -> Optional.empty();
    };
  }

  private static String acknowledged(Acknowledgement ack) {
    return Dates.moment(ack.at())
        + ack.until().map(until -> ", silent until " + Dates.moment(until)).orElse("")
        + ": "
        + ack.reason();
  }

  private static String handOver(HandOver asked) {
    return asked.rotationId()
        + asked.to().map(address -> " to " + address).orElse("")
        + " on "
        + Dates.moment(asked.at());
  }

  private static String secret(RotationStatus status) {
    return "v"
        + SecretVersion.shown(status.secret().version())
        + " fp:"
        + status.secret().fingerprint().shortForm();
  }

  private static String age(RotationStatus status) {
    OptionalLong days = status.secret().ageDays();
    return days.isPresent() ? days.getAsLong() + " d" : "unknown";
  }

  /** What Halfturn will do next. */
  public static String next(RotationStatus status) {
    return status
        .next()
        .map(
            next ->
                next.kind().name().toLowerCase(Locale.ROOT)
                    + " "
                    + Dates.shortDay(next.at())
                    + (next.rung().isPresent() ? " (rung " + next.rung().getAsInt() + ")" : ""))
        .orElse("-");
  }

  private static String expires(RotationStatus status) {
    return status
        .secret()
        .expiry()
        .map(
            expiry ->
                "expires "
                    + Dates.shortDay(expiry.expiresAt())
                    + " ("
                    + expiry.daysLeft(status.at())
                    + " d)")
        .orElse("expires at an unknown time");
  }

  private static String expiresInDepth(RotationStatus status) {
    return status
        .secret()
        .expiry()
        .map(
            expiry ->
                Dates.moment(expiry.expiresAt())
                    + "  ("
                    + expiry.daysLeft(status.at())
                    + " d, "
                    + source(expiry)
                    + ")")
        .orElse("unknown; say it by 'halfturn app add " + status.app() + " --expires <date>'");
  }

  private static String source(Expiry expiry) {
    return expiry.source().name().toLowerCase(Locale.ROOT);
  }

  private static String rotation(RotationStatus.Rotation rotation) {
    return rotation.state().name().toLowerCase(Locale.ROOT)
        + rotation.id().map(id -> "  " + id).orElse("")
        + rotation.lastError().map(error -> "  " + error).orElse("");
  }

  private static String notifier(RotationStatus.NotifierState notifier) {
    return notifier.name()
        + (notifier.broken() ? "  broken" : "")
        + notifier
            .lastDeliveredAt()
            .map(at -> "  last delivered " + Dates.moment(at))
            .orElse("  nothing delivered yet");
  }

  private String state(RotationStatus status) {
    return switch (status.state()) {
      case UNTRACKED -> glyphs.bullet() + " untracked";
      case FRESH -> glyphs.bullet() + " fine";
      case DUE -> glyphs.warning() + " due";
      case EXPIRED -> glyphs.failed() + " expired";
      case EXPIRY_UNKNOWN -> glyphs.warning() + " expiry unknown";
    };
  }
}
