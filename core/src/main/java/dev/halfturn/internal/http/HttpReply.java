// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A whole answer. Whatever it holds was written by somebody else. */
public final class HttpReply {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * @param headers by lower-case name
   * @param body owned by the reply from now on
   */
  public HttpReply(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  /** The status. */
  public int status() {
    return status;
  }

  /** The body, not copied: it may hold a secret, and copies of it are not wanted. */
  public byte[] body() {
    return body;
  }

  /** A header by its lower-case name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The sender's clock; empty if absent or unreadable. */
  public Optional<Instant> date() {
    return header("date").flatMap(HttpReply::instant);
  }

  /**
   * How long the sender asks to wait; empty if absent or unreadable.
   *
   * @param now for a sender that names a time but does not tell its own
   */
  public Optional<Duration> retryAfter(Instant now) {
    return header("retry-after")
        .flatMap(
            text ->
                SECONDS.matcher(text).matches()
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                    : instant(text).map(until -> Duration.between(date().orElse(now), until)))
        .filter(wait -> !wait.isNegative());
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
