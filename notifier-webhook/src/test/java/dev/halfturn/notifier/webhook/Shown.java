// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What readers make of a body. */
final class Shown {

  private Shown() {}

  static String ofCloudEvent(Map<String, Object> body) {
    Map<String, Object> data = map(body.get("data"));
    return data.get("subject") + "\n" + data.get("text");
  }

  /** The blocks, with Slack's three entities decoded. */
  static String ofSlack(Map<String, Object> body) {
    return maps(body.get("blocks")).stream()
        .map(block -> (String) map(block.get("text")).get("text"))
        .collect(Collectors.joining())
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  /** The rows of the card, without what can be clicked. */
  static String ofTeams(Map<String, Object> body) {
    return maps(card(body).get("body")).stream()
        .map(
            row ->
                maps(row.get("inlines")).stream()
                    .map(run -> (String) run.get("text"))
                    .collect(Collectors.joining()))
        .collect(Collectors.joining("\n"));
  }

  static Map<String, Object> card(Map<String, Object> body) {
    return map(maps(body.get("attachments")).get(0).get("content"));
  }

  @SuppressWarnings("unchecked") // JSON objects have texts as names
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> maps(Object value) {
    return (List<Map<String, Object>>) value;
  }
}
