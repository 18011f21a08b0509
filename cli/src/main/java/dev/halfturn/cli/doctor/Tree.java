// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import dev.halfturn.cli.output.Glyphs;
import java.util.ArrayList;
import java.util.List;

/** Findings as a tree on the screen, each with its advice below it. */
public final class Tree {

  private static final String ADVICE = "advice";

  private final Glyphs glyphs;
  private final String fork;
  private final String last;
  private final String trunk;
  private final List<String> lines = new ArrayList<>();

  private Tree(Glyphs glyphs) {
    this.glyphs = glyphs;
    this.fork = glyphs.unicode() ? "├─ " : "|- ";
    this.last = glyphs.unicode() ? "└─ " : "`- ";
    this.trunk = glyphs.unicode() ? "│  " : "|  ";
  }

  /** The lines below a headline. */
  public static List<String> lines(String headline, List<Finding> findings, Glyphs glyphs) {
    Tree tree = new Tree(glyphs);
    tree.lines.add(headline);
    tree.branches("", findings, false);
    return tree.lines;
  }

  /**
   * @param followed whether something else comes below them
   */
  private void branches(String indent, List<Finding> findings, boolean followed) {
    int width = findings.stream().mapToInt(finding -> finding.label().length()).max().orElse(0);
    for (int i = 0; i < findings.size(); i++) {
      boolean isLast = !followed && i == findings.size() - 1;
      Finding finding = findings.get(i);
      lines.add(
          (indent
                  + (isLast ? last : fork)
                  + padded(finding.label(), width)
                  + sign(finding.level())
                  + " "
                  + finding.text())
              .stripTrailing());
      String inner = indent + (isLast ? "   " : trunk);
      branches(inner, finding.findings(), finding.advice().isPresent());
      finding.advice().ifPresent(advice -> lines.add(inner + last + ADVICE + "  " + advice));
    }
  }

  private static String padded(String label, int width) {
    return label + " ".repeat(width - label.length() + 1);
  }

  private String sign(Finding.Level level) {
    return switch (level) {
      case OK -> glyphs.ok();
      case WARNING -> glyphs.warning();
      case FAILURE -> glyphs.failed();
      case SKIPPED -> "-";
    };
  }
}
