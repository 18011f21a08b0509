// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in source code: what has the shape of one, wherever it stands, and an older client
 * secret, which is nothing but 64 hexadecimal digits, beside a name such as {@code clientSecret}.
 */
final class HardCoded {

  /**
   * A secret.
   *
   * @param line where, from 1 on
   * @param what its kind
   * @param beginning what all of its kind begin with; empty for nothing
   */
  record Hit(int line, String what, String beginning) {}

  private record Shape(String what, String beginning, Pattern pattern) {}

  /** After the prefix at least so much, so that documentation with "..." is none. */
  private static final List<Shape> SHAPES =
      List.of(
          new Shape(
              "client secret",
              "amzn1.oa2-cs.v1.",
              Pattern.compile("amzn1\\.oa2-cs\\.v1\\.[A-Za-z0-9]{16}")),
          new Shape(
              "refresh token", "Atzr|", Pattern.compile("Atzr(?:\\||%7[Cc])[A-Za-z0-9_-]{16}")),
          new Shape(
              "access token", "Atza|", Pattern.compile("Atza(?:\\||%7[Cc])[A-Za-z0-9_-]{16}")));

  private static final Pattern OLD_SECRET =
      Pattern.compile("(?<![0-9A-Za-z.])[0-9a-fA-F]{64}(?![0-9A-Za-z])");
  private static final Pattern NAME = Pattern.compile("(?i)client[_-]?secret");
  private static final int LINES_APART = 1;

  private HardCoded() {}

  /** What is in a file; nothing if it is not text. */
  static List<Hit> in(byte[] content) {
    return text(content).map(HardCoded::in).orElse(List.of());
  }

  static List<Hit> in(String text) {
    List<Hit> hits = new ArrayList<>();
    int line = 0;
    int nameSeen = -LINES_APART - 1;
    for (String one : text.lines().toList()) {
      line++;
      for (Shape shape : SHAPES) {
        Matcher matcher = shape.pattern().matcher(one);
        while (matcher.find()) {
          hits.add(new Hit(line, shape.what(), shape.beginning()));
        }
      }
      if (NAME.matcher(one).find()) {
        nameSeen = line;
      }
      Matcher old = OLD_SECRET.matcher(one);
      while (line - nameSeen <= LINES_APART && old.find()) {
        hits.add(new Hit(line, "client secret", ""));
      }
    }
    return hits;
  }

  /** Editors on Windows write two bytes for each character, and say so. */
  private static Optional<String> text(byte[] content) {
    Optional<Charset> wide =
        startsWith(content, 0xFF, 0xFE)
            ? Optional.of(StandardCharsets.UTF_16LE)
            : startsWith(content, 0xFE, 0xFF)
                ? Optional.of(StandardCharsets.UTF_16BE)
                : Optional.empty();
    if (wide.isPresent()) {
      return Optional.of(new String(content, wide.get()));
    }
    for (byte b : content) {
      if (b == 0) {
        return Optional.empty();
      }
    }
    // what is looked for is ASCII, and every byte is some character of Latin 1
    return Optional.of(new String(content, StandardCharsets.ISO_8859_1));
  }

  private static boolean startsWith(byte[] content, int first, int second) {
    return content.length > 1 && (content[0] & 0xFF) == first && (content[1] & 0xFF) == second;
  }
}
