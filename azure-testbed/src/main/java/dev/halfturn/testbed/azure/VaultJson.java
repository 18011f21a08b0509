// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.testbed.azure.VaultVersion.Attributes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Secrets as JSON.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret#secretbundle">the
 *     forms of the REST reference</a>
 */
final class VaultJson {

  private static final Duration KEPT = Duration.ofDays(90);

  private VaultJson() {}

  static Map<String, Object> read(String body) {
    try {
      return JSON.std.mapFrom(body);
    } catch (IOException e) {
      throw new VaultRefusal(VaultErrors.badParameter("The body is not JSON."));
    }
  }

  /** The attributes that a request states; what it leaves out stays as it was. */
  static Attributes attributes(Map<String, Object> body, Attributes before) {
    Map<?, ?> stated = body.get("attributes") instanceof Map<?, ?> map ? map : Map.of();
    return new Attributes(
        stated.get("enabled") instanceof Boolean enabled ? enabled : before.enabled(),
        time(stated.get("nbf")).or(before::notBefore),
        time(stated.get("exp")).or(before::expires));
  }

  private static Optional<Instant> time(Object seconds) {
    return seconds instanceof Number number
        ? Optional.of(Instant.ofEpochSecond(number.longValue()))
        : Optional.empty();
  }

  static Map<String, String> tags(Map<String, Object> body, Map<String, String> before) {
    if (!(body.get("tags") instanceof Map<?, ?> stated)) {
      return before;
    }
    Map<String, String> tags = new TreeMap<>();
    stated.forEach((key, value) -> tags.put(String.valueOf(key), String.valueOf(value)));
    VaultRules.requireTags(tags);
    return tags;
  }

  static Optional<String> contentType(Map<String, Object> body, Optional<String> before) {
    if (!(body.get("contentType") instanceof String stated)) {
      return before;
    }
    VaultRules.requireContentType(stated);
    return Optional.of(stated);
  }

  /** A version with its value. */
  static Map<String, Object> withValue(String base, String name, VaultVersion version) {
    Map<String, Object> json = of(base, name, version);
    json.put("value", version.value());
    return json;
  }

  /** A version without its value. */
  static Map<String, Object> of(String base, String name, VaultVersion version) {
    Map<String, Object> json = item(version);
    json.put("id", base + "/secrets/" + name + "/" + version.id());
    return json;
  }

  /** A secret as lists show it: that of its current version, without version and value. */
  static Map<String, Object> of(String base, VaultSecret secret) {
    Map<String, Object> json = item(secret.current());
    json.put("id", base + "/secrets/" + secret.name);
    return json;
  }

  static Map<String, Object> deleted(String base, VaultSecret secret) {
    Map<String, Object> json = of(base, secret);
    json.put("recoveryId", base + "/deletedsecrets/" + secret.name);
    json.put("deletedDate", secret.deleted.getEpochSecond());
    json.put("scheduledPurgeDate", secret.deleted.plus(KEPT).getEpochSecond());
    return json;
  }

  private static Map<String, Object> item(VaultVersion version) {
    Map<String, Object> attributes = new TreeMap<>();
    attributes.put("enabled", version.attributes().enabled());
    version
        .attributes()
        .notBefore()
        .ifPresent(time -> attributes.put("nbf", time.getEpochSecond()));
    version.attributes().expires().ifPresent(time -> attributes.put("exp", time.getEpochSecond()));
    attributes.put("created", version.created().getEpochSecond());
    attributes.put("updated", version.updated().getEpochSecond());
    attributes.put("recoveryLevel", "Recoverable+Purgeable");
    attributes.put("recoverableDays", KEPT.toDays());
    Map<String, Object> json = new TreeMap<>();
    json.put("attributes", attributes);
    json.put("tags", version.tags());
    version.contentType().ifPresent(type -> json.put("contentType", type));
    return json;
  }
}
