// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.gcp.call.GcpAccess;
import dev.halfturn.store.gcp.call.GcpCall;
import dev.halfturn.store.gcp.call.GcpFailure;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The subscription in which messages lie. Thread-safe. */
final class Subscription {

  static final String SERVICE = "Pub/Sub";

  private static final int MOST = 10;

  private final GcpAccess access;
  private final GcpCall google;
  private final String name;

  /** What was received, and by what it is taken away. */
  record Message(Optional<SecretEvent> event, String ackId) {}

  /**
   * @param name by its last name
   */
  Subscription(GcpAccess access, GcpCall google, String name) {
    this.access = access;
    this.google = google;
    this.name = name;
  }

  private String path() {
    return Resources.path(new Resources(access).subscription(name));
  }

  /** Waits for messages, as long as Pub/Sub does or a call may take; there may be none. */
  List<Message> receive() {
    try {
      Map<String, Object> answer =
          google.write(GcpAccess.PUBSUB, "POST", path() + ":pull", Map.of("maxMessages", MOST));
      List<Message> messages = new ArrayList<>();
      if (answer.get("receivedMessages") instanceof List<?> received) {
        received.forEach(one -> messages.add(message((Map<?, ?>) one)));
      }
      return messages;
    } catch (UncheckedIOException e) {
      HalfturnException failure = GcpFailure.of(access.owner(), SERVICE, e);
      if (failure.code() == ErrorCode.TIMEOUT) { // nothing came
        return List.of();
      }
      throw failure;
    }
  }

  private static Message message(Map<?, ?> received) {
    return new Message(SecretEvent.of(received), String.valueOf(received.get("ackId")));
  }

  /** Takes a message away; that it has gone already is no error. */
  void acknowledge(Message message) {
    try {
      google.read(
          GcpAccess.PUBSUB,
          "POST",
          path() + ":acknowledge",
          Map.of("ackIds", List.of(message.ackId())));
    } catch (UncheckedIOException e) {
      throw GcpFailure.of(access.owner(), SERVICE, e);
    }
  }
}
