// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A notice as blocks of Slack; the subject alone where blocks are not shown. */
final class SlackMessage {

  private static final int LONGEST_SECTION = 3000;
  private static final int MOST_SECTIONS = 49;

  private final List<String> lines = new ArrayList<>();
  private int step;

  private SlackMessage() {}

  static Map<String, Object> of(Notice notice) {
    SlackMessage message = new SlackMessage();
    notice.parts().forEach(message::add);
    List<Map<String, Object>> blocks = new ArrayList<>();
    blocks.add(
        Map.of(
            "type",
            "header",
            "text",
            Map.of("type", "plain_text", "text", escaped(notice.subject()))));
    for (String section : sections(String.join("\n", message.lines))) {
      blocks.add(
          Map.of(
              "type",
              "section",
              "text",
              Map.of("type", "mrkdwn", "text", section, "verbatim", true)));
    }
    return Map.of("text", escaped(notice.subject()), "blocks", blocks);
  }

  private void add(NoticePart part) {
    String text = escaped(part.text());
    String label = part.label().isEmpty() ? "" : "*" + escaped(part.label()) + "*";
    switch (part.form()) {
      case FACT -> lines.add(label.isEmpty() ? text : label + "  " + text);
      case STEP -> {
        if (!label.isEmpty()) {
          step = 0;
          lines.add(label);
        }
        lines.add(++step + ". " + text);
      }
      case COMMAND -> lines.add("```" + text + "```");
      case LINK -> lines.add(link(part));
      case TEXT -> lines.add(text);
    }
    if (part.form() != NoticePart.Form.STEP && part.form() != NoticePart.Form.COMMAND) {
      step = 0;
    }
  }

  private static String link(NoticePart part) {
    String address = escaped(part.text()).replace("|", "%7C");
    return part.label().isEmpty()
        ? "<" + address + ">"
        : "<" + address + "|" + escaped(part.label()) + ">";
  }

  /** So that nothing becomes a mention, a link or a piece of markup of Slack's. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Pieces that Slack takes, cut between lines where that is possible. */
  private static List<String> sections(String text) {
    List<String> sections = new ArrayList<>();
    String rest = text;
    while (!rest.isBlank() && sections.size() < MOST_SECTIONS) {
      int end = rest.length() <= LONGEST_SECTION ? rest.length() : cut(rest);
      sections.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    return sections;
  }

  private static int cut(String text) {
    int line = text.lastIndexOf('\n', LONGEST_SECTION - 1);
    if (line > 0) {
      return line + 1;
    }
    int entity = text.lastIndexOf('&', LONGEST_SECTION - 1);
    if (entity > LONGEST_SECTION - "&amp;".length()) {
      return entity;
    }
    return Character.isHighSurrogate(text.charAt(LONGEST_SECTION - 1))
        ? LONGEST_SECTION - 1
        : LONGEST_SECTION;
  }
}
