// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import java.util.Locale;

/**
 * The life of a secret as half a turn of a key: made at the left, at its end at the right. Ticks on
 * the rim are the days on which people are told.
 */
final class Dial {

  private static final double CENTRE_X = 160;
  private static final double CENTRE_Y = 156;
  private static final double RADIUS = 124;
  private static final double RIM = RADIUS + 15;

  /** What is left when the last stretches begin, in days. */
  private static final int SOON = 30;

  private static final int URGENT = 7;

  private final AppView view;
  private final Html html;

  Dial(AppView view, Html html) {
    this.view = view;
    this.html = html;
  }

  void draw(String id) {
    html.open(
        "svg",
        "class",
        "dial",
        "viewBox",
        "0 0 320 174",
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-desc");
    html.element("title", "The half turn of " + view.app(), "id", id + "-title");
    html.element("desc", description(), "id", id + "-desc");
    track();
    view.ladder().forEach(this::tick);
    view.turned().ifPresent(this::key);
    html.close();
  }

  private String description() {
    String life =
        view.turned()
            .map(turned -> Math.round(turned * 100) + " per cent of the secret's life are over.")
            .orElse("Nobody has said when the secret was made or ends.");
    long told = count(RungView.State.TOLD);
    long missed = count(RungView.State.NOT_TOLD);
    long coming = count(RungView.State.COMING);
    return life
        + (view.ladder().isEmpty()
            ? ""
            : " Reminders: " + told + " told, " + missed + " not told, " + coming + " coming.");
  }

  private long count(RungView.State state) {
    return view.ladder().stream().filter(rung -> rung.state() == state).count();
  }

  private void track() {
    if (view.expiry().isEmpty()) {
      arc("track track-unknown", 0, 1);
      return;
    }
    double days = view.lifetimeDays();
    double soon = Math.max(0, 1 - SOON / days);
    double urgent = Math.max(soon, 1 - URGENT / days);
    arc("track", 0, soon);
    arc("track track-soon", soon, urgent);
    arc("track track-urgent", urgent, 1);
    double turned = view.turned().orElse(0.0);
    if (turned > 0.002) {
      arc("gone", 0, turned);
    }
  }

  /** Of the half circle, from one part of life to another. */
  private void arc(String cssClass, double from, double to) {
    html.shape(
        "path",
        "class",
        cssClass,
        "d",
        String.format(
            Locale.ROOT,
            "M%.2f %.2fA%.0f %.0f 0 0 1 %.2f %.2f",
            x(from, RADIUS),
            y(from, RADIUS),
            RADIUS,
            RADIUS,
            x(to, RADIUS),
            y(to, RADIUS)));
  }

  private void tick(RungView rung) {
    double at = rung.part();
    double length =
        switch (rung.state()) {
          case TOLD -> 11;
          case NOT_TOLD -> 15;
          case COMING, LEFT_OUT -> 7;
          case QUIET -> 4;
        };
    if (rung.repeated() && rung.state() == RungView.State.COMING) {
      return; // there would be no end of them
    }
    html.shape(
        "line",
        "class",
        "tick " + rung.state().cssClass(),
        "x1",
        number(x(at, RIM)),
        "y1",
        number(y(at, RIM)),
        "x2",
        number(x(at, RIM + length)),
        "y2",
        number(y(at, RIM + length)));
  }

  /** Lies to the left when the secret is made, and to the right when it ends. */
  private void key(double turned) {
    html.open(
        "g",
        "class",
        "key",
        "transform",
        String.format(
            Locale.ROOT,
            "translate(%.0f %.0f) rotate(%.2f)",
            CENTRE_X,
            CENTRE_Y,
            turned * 180 - 180));
    html.shape("circle", "class", "bow", "r", "11");
    html.shape("path", "class", "shaft", "d", "M11 0H104M82 0V9M92 0V12");
    html.shape("circle", "class", "eye", "r", "4");
    html.close();
  }

  private static double x(double part, double radius) {
    return CENTRE_X - radius * Math.cos(Math.PI * part);
  }

  private static double y(double part, double radius) {
    return CENTRE_Y - radius * Math.sin(Math.PI * part);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
