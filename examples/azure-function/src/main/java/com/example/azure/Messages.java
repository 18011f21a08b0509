// SPDX-License-Identifier: Apache-2.0
package com.example.azure;

import dev.halfturn.store.azure.eventgrid.VaultEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom a message of the queue is about. */
final class Messages {

  /** What Halfturn's scheduler sends: {@code {"app":"erp","source":"halfturn"}}. */
  private static final Pattern WAKE_UP =
      Pattern.compile("\\s*\\{\\s*\"app\"\\s*:\\s*\"([a-z0-9-]{1,100})\"\\s*,.*", Pattern.DOTALL);

  private Messages() {}

  /**
   * Those among the known applications whose client secret it is: none, if it is another secret.
   * Empty if the message does not say.
   */
  static Optional<List<String>> whom(String text, List<String> known) {
    Matcher wakeUp = WAKE_UP.matcher(text);
    if (wakeUp.matches()) {
      return Optional.of(List.of(wakeUp.group(1)).stream().filter(known::contains).toList());
    }
    List<VaultEvent> events = VaultEvent.parse(text);
    if (events.isEmpty()) {
      return Optional.empty();
    }
    List<String> apps = new ArrayList<>();
    events.forEach(event -> event.app(prefix()).filter(known::contains).ifPresent(apps::add));
    return Optional.of(apps);
  }

  /** As the store's option prefix says, with the hyphens behind it; none in this example. */
  private static String prefix() {
    return "";
  }
}
