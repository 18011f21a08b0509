// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a message says: that an application is to be looked at, and that we have sent it. */
final class WakeUpText {

  private static final Pattern APP = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final String SOURCE = "halfturn";

  private WakeUpText() {}

  /** As Event Grid writes into queues, and as functions expect it: in base 64. */
  static String of(String app) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("app", app);
    members.put("source", SOURCE);
    try {
      return Base64.getEncoder()
          .encodeToString(JSON.std.asString(members).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("maps of texts can be written", e);
    }
  }

  /** What a message means; one that is not in base 64 means what it says. */
  static String decoded(String message) {
    try {
      return new String(Base64.getDecoder().decode(message.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return message;
    }
  }

  /** The application that is woken; empty if the text is somebody else's. */
  static Optional<String> app(String decoded) {
    try {
      Map<String, Object> members = JSON.std.mapFrom(decoded);
      return members.get("app") instanceof String app
              && APP.matcher(app).matches()
              && SOURCE.equals(members.get("source"))
          ? Optional.of(app)
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
