// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of one run, each beside what it is measured against and what it may be at most. */
final class Report {

  private static final String HEAD =
      """
      | what | beside | its figure | ours | ratio | goal | |
      |---|---|---|---|---|---|---|
      """;

  private final List<String> rows = new ArrayList<>();

  /** A figure that may be so many times another's. */
  void ratio(String what, String beside, double itsFigure, double ours, String unit, double most) {
    double ratio = ours / itsFigure;
    row(
        what,
        beside,
        number(itsFigure) + " " + unit,
        number(ours) + " " + unit,
        ratio(ratio),
        ratio(most) + " times",
        ratio <= most);
  }

  /** A figure that may be so much, whatever the machine. */
  void most(String what, double ours, String unit, double most) {
    row(what, "", "", text(ours, unit), "", text(most, unit), ours <= most);
  }

  /** Another's figure, for comparison: there is no goal for it. */
  void peer(String what, String beside, double itsFigure, double figure, String unit) {
    row(
        what,
        beside,
        number(itsFigure) + " " + unit,
        number(figure) + " " + unit,
        ratio(figure / itsFigure),
        "",
        "");
  }

  private void row(
      String what,
      String beside,
      String itsFigure,
      String ours,
      String ratio,
      String goal,
      boolean met) {
    row(what, beside, itsFigure, ours, ratio, goal, met ? "met" : "**missed**");
  }

  private void row(String... cells) {
    rows.add("| " + String.join(" | ", cells) + " |");
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static String text(double figure, String unit) {
    return (number(figure) + " " + unit).strip();
  }

  private static String number(double figure) {
    return String.format(
        Locale.ROOT, figure < 10 && figure != Math.rint(figure) ? "%.2f" : "%.0f", figure);
  }

  /** As a table in Markdown. */
  @Override
  public String toString() {
    return HEAD + String.join("\n", rows) + "\n";
  }
}
