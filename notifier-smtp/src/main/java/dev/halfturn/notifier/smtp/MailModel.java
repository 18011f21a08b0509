// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import dev.halfturn.spi.NoticePart.Form;
import dev.halfturn.spi.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** What a template can name, as maps of texts, flags and one list, {@code parts}. */
final class MailModel {

  private final UnaryOperator<String> escape;
  private final boolean rewrap;
  private final Map<String, Object> values = new LinkedHashMap<>();

  private MailModel(UnaryOperator<String> escape, boolean rewrap) {
    this.escape = escape;
    this.rewrap = rewrap;
  }

  /** For plain text. */
  static Map<String, Object> plain(Notice notice, Instant now) {
    return new MailModel(text -> text, false).of(notice, now);
  }

  /** For HTML: every text is escaped already, so that no template can forget it. */
  static Map<String, Object> html(Notice notice, Instant now) {
    return new MailModel(MailModel::html, true).of(notice, now);
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("\n", "<br>\n");
  }

  private Map<String, Object> of(Notice notice, Instant now) {
    Words words = Words.of(notice.language());
    text("id", notice.id());
    text("app", notice.app());
    text("subject", notice.subject());
    text("body", notice.body());
    text("occasion", notice.occasion());
    text("language", words.code());
    text("expires", notice.expiresAt().map(words::moment).orElse(""));
    text("footer", words.get("footer", notice.app()));
    text("warning", words.get("warning"));
    severity(notice.severity(), words);
    countdown(Occasions.daysLeft(notice, now), words);
    values.put("parts", parts(notice.parts()));
    return values;
  }

  private void text(String name, String value) {
    values.put(name, escape.apply(value));
  }

  private void severity(Severity severity, Words words) {
    String name = severity.name().toLowerCase(Locale.ROOT);
    text("severity", words.get("severity." + name));
    values.put("isInfo", severity == Severity.INFO);
    values.put("isWarning", severity == Severity.WARNING);
    values.put("isCritical", severity == Severity.CRITICAL);
  }

  private void countdown(OptionalLong days, Words words) {
    boolean known = days.isPresent();
    long left = days.orElse(0);
    values.put("hasCountdown", known);
    String key = left < 0 ? "expired" : left == 0 ? "today" : left == 1 ? "day" : "days";
    boolean counted = left > 0;
    text("countdown", !known ? "" : counted ? Long.toString(left) : words.get("countdown." + key));
    text("countdownWord", !known ? "" : words.get("countdown." + key + (counted ? "" : ".word")));
  }

  private List<Map<String, Object>> parts(List<NoticePart> parts) {
    List<Map<String, Object>> all = new ArrayList<>();
    int step = 0;
    for (NoticePart part : parts) {
      step =
          switch (part.form()) {
            case STEP -> part.label().isEmpty() ? step + 1 : 1;
            case COMMAND -> step;
            case FACT, LINK, TEXT -> 0;
          };
      all.add(part(part, step));
    }
    return all;
  }

  private Map<String, Object> part(NoticePart part, int step) {
    Map<String, Object> one = new LinkedHashMap<>();
    boolean address = part.text().startsWith("https://");
    one.put("label", escape.apply(part.label()));
    one.put("text", escape.apply(rewrap ? Prose.unwrapped(part) : part.text()));
    one.put("number", Integer.toString(step));
    one.put("isFact", part.form() == Form.FACT || (part.form() == Form.LINK && !address));
    one.put("isStep", part.form() == Form.STEP);
    one.put("isCommand", part.form() == Form.COMMAND);
    one.put("isLink", part.form() == Form.LINK && address);
    one.put("isText", part.form() == Form.TEXT);
    return one;
  }
}
