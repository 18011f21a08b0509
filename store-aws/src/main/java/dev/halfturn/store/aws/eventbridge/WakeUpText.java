// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a queue or a function gets when it is woken: {@code {"app":"erp","source":"halfturn"}}. */
final class WakeUpText {

  private static final String SOURCE = "halfturn";
  private static final Pattern APP = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

  private WakeUpText() {}

  static String of(String app) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("app", app);
    members.put("source", SOURCE);
    try {
      return JSON.std.asString(members);
    } catch (IOException e) {
      throw new AssertionError("maps of texts can be written", e);
    }
  }

  /** The application that is woken; empty if the text is somebody else's. */
  static Optional<String> app(String text) {
    try {
      Map<String, Object> members = JSON.std.mapFrom(text);
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
