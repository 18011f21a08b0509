// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import dev.halfturn.spi.Notice;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A notice as a CloudEvent, version 1.0, in structured JSON. */
final class CloudEvent {

  private CloudEvent() {}

  static Map<String, Object> of(Notice notice, URI source, Instant now) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("type", type(notice.occasion()));
    event.put("source", source.toString());
    event.put("id", notice.id());
    event.put("time", now.truncatedTo(ChronoUnit.MILLIS).toString());
    event.put("subject", notice.app());
    event.put("datacontenttype", "application/json");
    event.put("data", data(notice));
    return event;
  }

  private static Map<String, Object> data(Notice notice) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("app", notice.app());
    data.put("severity", notice.severity().name().toLowerCase(Locale.ROOT));
    data.put("occasion", notice.occasion());
    notice.expiresAt().ifPresent(end -> data.put("expiresAt", end.toString()));
    data.put("language", notice.language().toLanguageTag());
    data.put("subject", notice.subject());
    data.put("text", notice.body());
    return data;
  }

  /** The occasion without its numbers; numbers alone are a day of the secret's life. */
  static String type(String occasion) {
    String kind = occasion.replaceFirst("(-?[0-9]+)+$", "");
    return switch (kind) {
      case "" -> "dev.halfturn.rotation.due.v1";
      case "expired" -> "dev.halfturn.rotation.expired.v1";
      case "rotated" -> "dev.halfturn.rotation.done.v1";
      case "refused" -> "dev.halfturn.rotation.refused.v1";
      case "handover" -> "dev.halfturn.rotation.requested.v1";
      case "unknown" -> "dev.halfturn.rotation.undated.v1";
      case "overlap" -> "dev.halfturn.rotation.overlap.v1";
      case "sellers" -> "dev.halfturn.authorization.due.v1";
      case "test" -> "dev.halfturn.test.v1";
      default -> "dev.halfturn.notice.v1";
    };
  }
}
