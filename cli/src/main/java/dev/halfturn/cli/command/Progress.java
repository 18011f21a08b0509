// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import java.io.PrintStream;

/**
 * How far long work has come: a bar on a terminal, which is gone when the work is. Not where there
 * is no terminal, nor for work that is short.
 */
public final class Progress implements AutoCloseable {

  private static final int SHORT = 20;
  private static final int WIDTH = 30;
  private static final String LINE_AWAY = "\r\033[K";

  private final PrintStream screen;
  private final int all;
  private final boolean shown;
  private int done;
  private int drawn = -1;

  /**
   * @param all how many steps there are
   */
  Progress(PrintStream screen, int all, boolean visible) {
    this.screen = screen;
    this.all = all;
    this.shown = visible && all > SHORT;
  }

  /** One more is done. */
  public void step() {
    done++;
    int filled = (int) ((long) WIDTH * done / all);
    if (shown && filled != drawn) {
      drawn = filled;
      screen.print(
          LINE_AWAY
              + "["
              + "#".repeat(filled)
              + " ".repeat(WIDTH - filled)
              + "] "
              + done
              + " of "
              + all);
      screen.flush();
    }
  }

  /** Makes room for something that is to be said. */
  public void hide() {
    if (shown && drawn >= 0) {
      drawn = -1;
      screen.print(LINE_AWAY);
      screen.flush();
    }
  }

  @Override
  public void close() {
    hide();
  }
}
