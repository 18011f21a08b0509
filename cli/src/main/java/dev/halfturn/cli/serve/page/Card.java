// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import dev.halfturn.cli.output.Dates;
import dev.halfturn.rotation.Acknowledgement;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.rotation.RotationStatus.NextKind;
import dev.halfturn.rotation.RotationStatus.NotifierState;
import dev.halfturn.spi.SecretVersion;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** One application. */
final class Card {

  private final AppView view;
  private final Html html;

  Card(AppView view, Html html) {
    this.view = view;
    this.html = html;
  }

  void draw(String id) {
    html.open(
        "article", "class", "card " + view.tone().cssClass(), "aria-labelledby", id + "-name");
    html.open("div", "class", "turn");
    new Dial(view, html).draw(id);
    life();
    html.close();
    html.open("div", "class", "facts");
    html.open("div", "class", "title");
    html.element("h2", view.app(), "id", id + "-name");
    html.element("span", view.state(), "class", "badge");
    html.close();
    conditions();
    facts();
    ladder(id);
    notifiers(id);
    html.close().close();
  }

  /** Under the feet of the half circle, and what is left between them. */
  private void life() {
    html.open("div", "class", "life");
    moment("made", view.expiry().map(Expiry::issuedAt));
    long left = view.daysLeft().orElse(0L);
    String number = view.expiry().isEmpty() ? "?" : String.valueOf(Math.abs(left));
    String unit = Math.abs(left) == 1 ? "day" : "days";
    html.open("p", "class", "left").element("strong", number);
    html.text(" " + unit + (left < 0 ? " over" : " left")).close();
    moment("ends", view.expiry().map(Expiry::expiresAt));
    html.close();
  }

  private void moment(String word, Optional<Instant> at) {
    html.open("p");
    at.ifPresent(known -> html.element("span", word).element("span", Dates.shortDay(known)));
    html.close();
  }

  private void conditions() {
    if (view.conditions().isEmpty()) {
      return;
    }
    html.open("ul", "class", "conditions");
    for (Condition condition : view.conditions()) {
      String severity = condition.severity().name().toLowerCase(Locale.ROOT);
      html.open("li", "class", "condition-" + severity);
      html.element("b", severity).text(" " + condition.message()).close();
    }
    html.close();
  }

  private void facts() {
    html.open("dl");
    end();
    view.next().ifPresent(next -> fact("Next", next(next)));
    view.rotation().ifPresent(rotation -> fact("Rotation", rotation));
    view.overlap().ifPresent(overlap -> fact("Overlap", overlap(overlap)));
    view.acknowledged().ifPresent(known -> fact("Read", acknowledged(known)));
    fact("Secret", "v" + SecretVersion.shown(view.version()) + ", fp:" + view.fingerprint());
    view.authorizations()
        .forEach(
            ending ->
                fact("Authorization", ending.seller() + ": ends " + Dates.moment(ending.endsAt())));
    fact("Sellers", view.sellers().isEmpty() ? "none" : String.join(", ", view.sellers()));
    html.close();
  }

  private void fact(String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close();
  }

  private void end() {
    if (view.expiry().isPresent()) {
      Expiry known = view.expiry().get();
      fact("Ends", Dates.moment(known.expiresAt()) + " (" + source(known) + ")");
      return;
    }
    html.open("div").element("dt", "Ends").open("dd").text("nobody knows; say it by ");
    html.element("code", "halfturn app add " + view.app() + " --expires <date>").close().close();
  }

  private static String source(Expiry expiry) {
    return switch (expiry.source()) {
      case CONFIRMED -> "as Amazon says";
      case DECLARED -> "as somebody said";
      case ESTIMATED -> "an estimate";
    };
  }

  private static String next(RotationStatus.Next next) {
    String what =
        next.kind() == NextKind.REMIND
            ? "reminder" + (next.rung().isPresent() ? " of day " + next.rung().getAsInt() : "")
            : "the new secret is tried again";
    return what + ", " + Dates.moment(next.at());
  }

  private static String overlap(RotationStatus.Overlap overlap) {
    String users =
        overlap.stillUsedBy().stream()
            .map(RotationStatus.Straggler::consumer)
            .collect(Collectors.joining(", "));
    return "the old secret, v"
        + overlap.previousVersion()
        + ", works until "
        + Dates.moment(overlap.endsAt())
        + (users.isEmpty() ? "" : "; still used by " + users);
  }

  private static String acknowledged(Acknowledgement known) {
    return known.reason()
        + " ("
        + Dates.shortDay(known.at())
        + known.until().map(until -> ", silent until " + Dates.shortDay(until)).orElse("")
        + ")";
  }

  private void ladder(String id) {
    if (view.ladder().isEmpty()) {
      return;
    }
    html.element("h3", "Reminders, by day of life", "id", id + "-ladder");
    html.open("ol", "class", "ladder", "aria-labelledby", id + "-ladder");
    for (RungView rung : view.ladder()) {
      if (rung.repeated()) {
        continue;
      }
      html.open("li", "class", rung.state().cssClass());
      html.element("b", String.valueOf(rung.day()));
      html.element("span", rung.state().word()).close();
    }
    html.close();
  }

  private void notifiers(String id) {
    html.element("h3", "Who is told", "id", id + "-notifiers");
    if (view.notifiers().isEmpty()) {
      html.element("p", "Nobody: no notifier is configured.", "class", "nobody");
      return;
    }
    html.open("ul", "class", "notifiers", "aria-labelledby", id + "-notifiers");
    for (NotifierState notifier : view.notifiers()) {
      html.open("li", "class", notifier.broken() ? "broken" : "works");
      html.element("b", notifier.name()).text(" " + health(notifier)).close();
    }
    html.close();
  }

  private static String health(NotifierState notifier) {
    String last =
        notifier
            .lastDeliveredAt()
            .map(at -> "delivered " + Dates.shortDay(at))
            .orElse("nothing delivered yet");
    return notifier.broken() ? "broken; " + last : last;
  }
}
