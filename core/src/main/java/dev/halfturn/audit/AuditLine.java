// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import dev.halfturn.internal.json.Json;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the log, with its line end: JSON that ends with the SHA-256 of the line before, that
 * one's line end included, so that {@code sha256sum} computes the same.
 */
final class AuditLine {

  /** What the first line of all has in place of a hash. */
  static final String ANCHOR = "0".repeat(64);

  private final byte[] bytes;
  private final Map<String, Object> members;

  private AuditLine(byte[] bytes, Map<String, Object> members) {
    this.bytes = bytes;
    this.members = members;
  }

  /**
   * @param number of the line in the whole log, from 1
   * @param torn SHA-256 of the bytes that were cut off before it, if some were
   */
  static AuditLine of(
      long number,
      Instant at,
      AuditSource source,
      AuditEvent event,
      Optional<String> torn,
      String prev) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("v", 1);
    members.put("n", number);
    members.put("at", at.toString());
    members.put("instance", source.instance());
    members.put("user", source.user());
    members.put("host", source.host());
    members.put("action", event.action().text());
    members.put("app", event.app().orElse(null));
    members.put("fingerprint", event.fingerprint().orElse(null));
    members.put("detail", event.detail());
    torn.ifPresent(hash -> members.put("torn", hash));
    members.put("prev", prev);
    byte[] json = Json.write(members);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return new AuditLine(line, members);
  }

  /** Empty if it is none; without its line end it is none. */
  static Optional<AuditLine> parse(byte[] line) {
    if (line.length == 0 || line[line.length - 1] != '\n') {
      return Optional.empty();
    }
    return Json.read(line)
        .filter(members -> members.get("prev") instanceof String)
        .map(members -> new AuditLine(line, members));
  }

  byte[] bytes() {
    return bytes.clone();
  }

  String hash() {
    return hash(bytes);
  }

  long number() {
    return members.get("n") instanceof Number number ? number.longValue() : 0;
  }

  String prev() {
    return text("prev").orElseThrow();
  }

  Optional<String> torn() {
    return text("torn");
  }

  boolean is(AuditAction action) {
    return text("action").equals(Optional.of(action.text()));
  }

  /** Empty if it lacks what every line has. */
  Optional<AuditEntry> entry(Path file, long line) {
    Optional<Instant> at = text("at").flatMap(AuditLine::moment);
    Optional<String> action = text("action");
    if (at.isEmpty() || action.isEmpty()) {
      return Optional.empty();
    }
    AuditSource source =
        new AuditSource(
            text("instance").orElse(""), text("user").orElse(""), text("host").orElse(""));
    return Optional.of(
        new AuditEntry(
            file,
            line,
            at.get(),
            source,
            action.get(),
            text("app"),
            text("fingerprint"),
            text("detail").orElse("")));
  }

  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private Optional<String> text(String member) {
    return Optional.ofNullable(members.get(member))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
