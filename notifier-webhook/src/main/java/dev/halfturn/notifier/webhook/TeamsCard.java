// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import dev.halfturn.spi.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A notice as an Adaptive Card in the envelope of a Teams workflow. Made of runs of text, in which
 * nothing is markup.
 */
final class TeamsCard {

  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final List<Map<String, Object>> actions = new ArrayList<>();
  private int step;

  private TeamsCard() {}

  static Map<String, Object> of(Notice notice) {
    TeamsCard card = new TeamsCard();
    card.title(notice);
    notice.parts().forEach(card::add);
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    content.put("type", "AdaptiveCard");
    content.put("version", "1.4");
    content.put("fallbackText", notice.subject());
    content.put("body", card.rows);
    content.put("actions", card.actions);
    content.put("msteams", Map.of("width", "Full"));
    return Map.of(
        "type",
        "message",
        "attachments",
        List.of(
            Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", content)));
  }

  private void title(Notice notice) {
    Map<String, Object> title = run(notice.subject());
    title.put("size", "Large");
    title.put("weight", "Bolder");
    title.put("color", color(notice.severity()));
    row(List.of(title), "Default");
  }

  private static String color(Severity severity) {
    return switch (severity) {
      case INFO -> "Accent";
      case WARNING -> "Warning";
      case CRITICAL -> "Attention";
    };
  }

  private void add(NoticePart part) {
    List<Map<String, Object>> front = new ArrayList<>();
    if (!part.label().isEmpty()) {
      Map<String, Object> label = run(part.label() + "  ");
      label.put("weight", "Bolder");
      front.add(label);
      step = 0;
    }
    switch (part.form()) {
      case FACT, TEXT -> {
        step = 0;
        lines(front, part.text());
      }
      case STEP -> {
        front.add(run(++step + ". "));
        lines(front, part.text());
      }
      case COMMAND -> {
        Map<String, Object> command = run(part.text());
        command.put("fontType", "Monospace");
        front.add(command);
        row(front, "Small");
      }
      case LINK -> link(part);
    }
  }

  private void link(NoticePart part) {
    step = 0;
    actions.add(
        Map.of(
            "type",
            "Action.OpenUrl",
            "title",
            part.label().isEmpty() ? part.text() : part.label(),
            "url",
            part.text()));
  }

  private void lines(List<Map<String, Object>> front, String text) {
    List<Map<String, Object>> runs = front;
    String spacing = "Small";
    for (String line : text.split("\n", -1)) {
      runs.add(run(line));
      row(runs, spacing);
      runs = new ArrayList<>();
      spacing = "None";
    }
  }

  private static Map<String, Object> run(String text) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("type", "TextRun");
    run.put("text", text);
    return run;
  }

  private void row(List<Map<String, Object>> runs, String spacing) {
    rows.add(Map.of("type", "RichTextBlock", "spacing", spacing, "inlines", runs));
  }
}
