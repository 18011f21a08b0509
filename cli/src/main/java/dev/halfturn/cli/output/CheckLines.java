// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Something that was looked at before Amazon is asked, for people and programs. */
public final class CheckLines {

  private CheckLines() {}

  /** What it is, how it is, and what to do about it. */
  public static List<String> of(IssuerCheck check, Glyphs glyphs) {
    String sign =
        switch (check.verdict()) {
          case IN_ORDER -> glyphs.ok();
          case ADVICE -> glyphs.warning();
          case BLOCKED -> glyphs.failed();
        };
    List<String> lines = new ArrayList<>();
    lines.add(
        sign
            + " "
            + check.name()
            + check.problem().map(problem -> ": " + problem.message()).orElse(""));
    check.problem().flatMap(Problem::hint).ifPresent(hint -> lines.add("  " + hint));
    return lines;
  }

  /** The same for programs. */
  public static Map<String, Object> members(IssuerCheck check) {
    Map<String, Object> members = JsonText.object();
    members.put("name", check.name());
    members.put("verdict", check.verdict());
    members.put("reason", check.problem().map(Problem::reason));
    members.put("message", check.problem().map(Problem::message));
    members.put("hint", check.problem().flatMap(Problem::hint));
    return members;
  }
}
