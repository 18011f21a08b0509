// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a vault tells of a secret, in either form of Event Grid: its own or CloudEvents 1.0. Nothing
 * in it is secret. It may come twice, late, or not at all, so it is a reason to look and no more.
 *
 * @param kind what has happened
 * @param vault name of the vault
 * @param secret name of the secret, as the vault writes it
 * @param version of the secret; may be empty
 * @param expiresAt when that version ends, if it says so
 */
public record VaultEvent(
    Kind kind, String vault, String secret, String version, Optional<Instant> expiresAt) {

  /** What has happened. */
  public enum Kind {
    /** There is a new version. */
    NEW_VERSION("Microsoft.KeyVault.SecretNewVersionCreated"),
    /** The newest version ends in thirty days. */
    NEAR_EXPIRY("Microsoft.KeyVault.SecretNearExpiry"),
    /** The newest version has ended. */
    EXPIRED("Microsoft.KeyVault.SecretExpired"),
    /** Anything else that a vault tells, of keys and certificates for example. */
    OTHER("");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /** What Event Grid calls it; empty for {@link #OTHER}. */
    public String type() {
      return type;
    }

    private static Kind of(String type) {
      for (Kind kind : values()) {
        if (kind.type.equalsIgnoreCase(type)) {
          return kind;
        }
      }
      return OTHER;
    }
  }

  private static final String VAULT_EVENTS = "microsoft.keyvault.";
  private static final Pattern APP = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final String CLIENT_SECRET = "--lwa--clientsecret";

  /**
   * The events of a text: one, or several in a list. Empty if it holds none of a vault, whatever
   * else it is.
   */
  public static List<VaultEvent> parse(String text) {
    List<VaultEvent> events = new ArrayList<>();
    try {
      Object parsed = JSON.std.anyFrom(text);
      for (Object one : parsed instanceof List<?> list ? list : List.of(parsed)) {
        if (one instanceof Map<?, ?> members) {
          of(trimmed(members)).ifPresent(events::add);
        }
      }
    } catch (IOException | RuntimeException e) {
      return List.of(); // no JSON; or none that an event could be
    }
    return events;
  }

  /** Samples of the documentation have blanks in keys, and services differ in their case. */
  private static Map<String, Object> trimmed(Map<?, ?> members) {
    Map<String, Object> trimmed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    members.forEach((key, value) -> trimmed.put(String.valueOf(key).strip(), value));
    return trimmed;
  }

  private static Optional<VaultEvent> of(Map<String, Object> envelope) {
    String type = text(envelope, "eventType").or(() -> text(envelope, "type")).orElse("");
    if (!type.toLowerCase(Locale.ROOT).startsWith(VAULT_EVENTS)) {
      return Optional.empty();
    }
    Map<String, Object> data =
        envelope.get("data") instanceof Map<?, ?> members ? trimmed(members) : Map.of();
    return Optional.of(
        new VaultEvent(
            Kind.of(type),
            text(data, "VaultName").orElse(""),
            text(data, "ObjectName").or(() -> text(envelope, "subject")).orElse(""),
            text(data, "Version").orElse(""),
            moment(data.get("EXP"))));
  }

  private static Optional<String> text(Map<String, Object> members, String key) {
    return members.get(key) instanceof String text ? Optional.of(text.strip()) : Optional.empty();
  }

  /** Seconds since 1970, as a number or as a text. */
  private static Optional<Instant> moment(Object value) {
    try {
      if (value instanceof Number number) {
        return Optional.of(Instant.ofEpochSecond(number.longValue()));
      }
      return value instanceof String text && !text.isBlank()
          ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text.strip())))
          : Optional.empty();
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The application whose client secret this is; empty if it is another secret, or one that is
   * called otherwise by an alias.
   *
   * @param prefix with what the store's names begin; empty for none
   */
  public Optional<String> app(String prefix) {
    String name = secret.toLowerCase(Locale.ROOT);
    String begin = prefix.toLowerCase(Locale.ROOT);
    if (!name.startsWith(begin) || !name.endsWith(CLIENT_SECRET)) {
      return Optional.empty();
    }
    int end = name.length() - CLIENT_SECRET.length();
    if (end <= begin.length()) {
      return Optional.empty();
    }
    Matcher app = APP.matcher(name.substring(begin.length(), end));
    return app.matches() ? Optional.of(app.group()) : Optional.empty();
  }
}
