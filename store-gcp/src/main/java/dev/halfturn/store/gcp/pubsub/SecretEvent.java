// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Secret Manager tells through Pub/Sub. Holds no secret: Secret Manager tells of a secret's
 * name and settings, never of a value.
 *
 * <p>Read from any of the shapes in which it arrives: a message that was pulled, a wrapped push,
 * the CloudEvent of Eventarc or its data alone. Blanks around values do no harm. Deliveries may be
 * doubled, so an event is a hint to look, and looking twice must be harmless.
 *
 * @param type such as {@code SECRET_ROTATE}; another in future is no error
 * @param secretId the last part of the secret's name
 * @param location where a regional secret lies; empty for a global one
 * @param messageId by which two deliveries of one message can be told; empty if it has none
 */
public record SecretEvent(
    String type, String secretId, Optional<String> location, Optional<String> messageId) {

  private static final Set<String> WAKING = Set.of("SECRET_ROTATE", "SECRET_VERSION_ADD");
  private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z_]{0,63}");
  private static final Pattern SECRET =
      Pattern.compile(
          "projects/[^/]+/(?:locations/([a-z0-9-]+)/)?secrets/([A-Za-z0-9_-]{1,255})(?:/.*)?");

  /** How many envelopes may lie around a message: a CloudEvent, its data, the delivery. */
  private static final int MOST_ENVELOPES = 4;

  /**
   * Reads one.
   *
   * @param json as it arrived
   * @return empty if it is none of Secret Manager's, or names no secret
   */
  public static Optional<SecretEvent> of(String json) {
    try {
      return of(JSON.std.mapFrom(json));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads one.
   *
   * @param received the same as objects of JSON
   */
  public static Optional<SecretEvent> of(Map<?, ?> received) {
    Map<?, ?> message = received;
    for (int depth = 0; depth < MOST_ENVELOPES; depth++) {
      if (message.get("message") instanceof Map<?, ?> inner) {
        message = inner;
      } else if (message.get("data") instanceof Map<?, ?> inner) {
        message = inner;
      }
    }
    return ofMessage(message);
  }

  private static Optional<SecretEvent> ofMessage(Map<?, ?> message) {
    Map<String, String> attributes = attributes(message.get("attributes"));
    String type = attributes.getOrDefault("eventtype", "");
    Matcher secret = SECRET.matcher(attributes.getOrDefault("secretid", ""));
    if (!secret.matches()) {
      secret = SECRET.matcher(nameIn(message.get("data")));
    }
    if (!TYPE.matcher(type).matches() || !secret.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new SecretEvent(
            type,
            secret.group(2),
            Optional.ofNullable(secret.group(1)),
            Optional.ofNullable(message.get("messageId"))
                .or(() -> Optional.ofNullable(message.get("message_id")))
                .map(id -> String.valueOf(id).strip())));
  }

  private static Map<String, String> attributes(Object members) {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (members instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) ->
              attributes.put(
                  String.valueOf(key).strip().toLowerCase(Locale.ROOT),
                  String.valueOf(value).strip()));
    }
    return attributes;
  }

  /** The resource's name in the data, which is its JSON; empty if there is none. */
  private static String nameIn(Object data) {
    try {
      byte[] bytes =
          data instanceof String text ? Base64.getMimeDecoder().decode(text) : new byte[0];
      return JSON.std.mapFrom(new String(bytes, StandardCharsets.UTF_8)).get("name")
              instanceof String name
          ? name.strip()
          : "";
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }

  /**
   * Whether an application may be due because of it: the moment has come, or there is a new value.
   * What Halfturn itself changes of a secret is told as well, and must wake nobody.
   */
  public boolean wakes() {
    return WAKING.contains(type);
  }
}
