// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.Notice;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** What is posted. */
enum Format {
  /** For programs. */
  CLOUDEVENTS,
  /** For an incoming webhook of Slack, or of what speaks its language. */
  SLACK,
  /** For a workflow of Microsoft Teams. */
  TEAMS;

  String contentType() {
    return this == CLOUDEVENTS
        ? "application/cloudevents+json; charset=utf-8"
        : "application/json; charset=utf-8";
  }

  byte[] body(Notice notice, URI source, Instant now) {
    Map<String, Object> body =
        switch (this) {
          case CLOUDEVENTS -> CloudEvent.of(notice, source, now);
          case SLACK -> SlackMessage.of(notice);
          case TEAMS -> TeamsCard.of(notice);
        };
    try {
      return JSON.std.asBytes(body);
    } catch (IOException e) {
      throw new IllegalStateException("maps and texts can always be written", e);
    }
  }
}
