// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.hooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads what a hook prints to its end, so that it never waits for us, and passes the beginning on
 * line by line, made harmless. In memory is never more than a line.
 */
final class HookOutput implements Runnable {

  static final int MOST_LINES = 200;
  static final int LONGEST_LINE = 512;

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]");

  private final InputStream from;
  private final Consumer<String> to;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int kept; // of the line; to ask the stream takes a lock for each byte
  private int lines;

  HookOutput(InputStream from, Consumer<String> to) {
    this.from = from;
    this.to = to;
  }

  static String printable(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }

  @Override
  public void run() {
    byte[] bytes = new byte[8192];
    try {
      for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
        take(bytes, read);
      }
    } catch (IOException e) {
      // the process was killed
    }
    if (kept > 0) {
      pass();
    }
  }

  private void take(byte[] bytes, int length) {
    for (int i = 0; i < length && lines <= MOST_LINES; i++) {
      if (bytes[i] == '\n') {
        pass();
      } else if (kept < LONGEST_LINE) {
        line.write(bytes[i]);
        kept++;
      }
    }
  }

  private void pass() {
    if (lines < MOST_LINES) {
      to.accept(printable(line.toString(StandardCharsets.UTF_8)));
    } else if (lines == MOST_LINES) {
      to.accept("and more, which is left out");
    }
    lines++;
    line.reset();
    kept = 0;
  }
}
