// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows of left-aligned columns, two blanks apart, as wide as their widest cell. */
public final class Table {

  private static final String GAP = "  ";

  private final int columns;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(int columns) {
    this.columns = columns;
  }

  public Table(String... headings) {
    this(headings.length);
    rows.add(List.of(headings));
  }

  /** A table of nothing but rows. */
  public static Table withoutHeadings(int columns) {
    return new Table(columns);
  }

  /** Adds a row with one cell for each column. */
  public Table row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException("a row has one cell for each column");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The lines, without trailing blanks. */
  public List<String> lines() {
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      line.append(cell).append(" ".repeat(widths[i] - width(cell))).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
