// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import dev.halfturn.cli.output.Glyphs;
import dev.halfturn.spi.Notice;
import java.time.Duration;
import java.util.function.Consumer;

/** How the story looks. */
final class DemoScreen {

  private static final int LABEL = 15;
  private static final String INDENT = " ".repeat(LABEL + 2);
  private static final int TEXT = 56;

  private final Glyphs glyphs;
  private final Consumer<String> out;
  private String label = "";

  DemoScreen(Glyphs glyphs, Consumer<String> out) {
    this.glyphs = glyphs;
    this.out = out;
  }

  Glyphs glyphs() {
    return glyphs;
  }

  /** A line of its own. */
  void plain(String text) {
    out.accept(("  " + text).stripTrailing());
  }

  /** Begins a step; its name stands before its first line. */
  void step(int number, String name) {
    label = number + "  " + name;
  }

  /** A line of the step. */
  void line(String text) {
    String start = label.isEmpty() ? INDENT : "  " + label + " ".repeat(LABEL - label.length());
    String shown = glyphs.unicode() ? text : text.replace("…", "...");
    out.accept((start + shown).stripTrailing());
    label = "";
  }

  /** A line of the step with how long it took. */
  void timed(String text, Duration took) {
    line(text + " ".repeat(Math.max(1, TEXT - text.length())) + took.toMillis() + " ms");
  }

  /** A mail, with a bar at its side. */
  void mail(Notice notice, String recipient) {
    String bar = glyphs.unicode() ? "│ " : "| ";
    line(bar + "To: " + recipient);
    line(bar + "Subject: " + notice.subject());
    line(bar);
    notice.body().strip().lines().forEach(text -> line(bar + text));
  }
}
