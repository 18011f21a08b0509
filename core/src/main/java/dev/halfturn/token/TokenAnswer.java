// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.internal.http.HttpReply;
import dev.halfturn.internal.json.Json;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.TokenException.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what the token endpoint answered; a pure function of the answer and the time. */
final class TokenAnswer {

  // documented: one hour. What is shorter than a minute would be asked for all the time, and what
  // claims to live longer than documented is asked for again after an hour; both are harmless.
  static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);
  static final Duration LONGEST_LIFE = Duration.ofHours(1);

  // documented: 2,048 bytes
  static final int MAX_TOKEN = 4096;

  private TokenAnswer() {}

  /**
   * The tokens of a success.
   *
   * @param sentAt when the request was sent: the token's life counts from then, which is never too
   *     late
   * @throws TokenException for anything else
   */
  static TokenReply read(HttpReply reply, Instant sentAt) {
    Map<String, Object> body = Json.read(reply.body()).orElse(Map.of());
    if (reply.status() != 200 || body.containsKey("error")) {
      throw failure(reply, body, sentAt);
    }
    String token =
        token(body.get("access_token")).orElseThrow(() -> unreadable(reply, body, "access_token"));
    Duration life =
        life(body.get("expires_in")).orElseThrow(() -> unreadable(reply, body, "expires_in"));
    Object refresh = body.get("refresh_token");
    Optional<SecretValue> refreshToken = token(refresh).map(SecretValue::ofUtf8);
    if (refreshToken.isEmpty() && refresh != null && !refresh.equals("")) {
      throw unreadable(reply, body, "refresh_token");
    }
    return new TokenReply(new AccessToken(token, sentAt.plus(life)), refreshToken, reply.date());
  }

  private static Optional<String> token(Object field) {
    return field instanceof String text && text.length() <= MAX_TOKEN && AccessToken.isToken(text)
        ? Optional.of(text)
        : Optional.empty();
  }

  // a number in the pages of SP-API, a string in those of other services on the same endpoint
  private static Optional<Duration> life(Object field) {
    double seconds;
    if (field instanceof Number number) {
      seconds = number.doubleValue();
    } else if (field instanceof String text && text.length() <= 20) {
      try {
        seconds = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    } else {
      return Optional.empty();
    }
    if (Double.isNaN(seconds)) {
      return Optional.empty();
    }
    long whole = (long) seconds; // saturates
    return Optional.of(
        Duration.ofSeconds(
            Math.min(LONGEST_LIFE.toSeconds(), Math.max(SHORTEST_LIFE.toSeconds(), whole))));
  }

  private static TokenException failure(
      HttpReply reply, Map<String, Object> body, Instant receivedAt) {
    Optional<String> error = RemoteText.name(body.get("error"));
    return exception(
        LwaError.of(reply.status(), error),
        Optional.empty(),
        answer(reply, body, error, receivedAt),
        RemoteText.sentence(body.get("error_description")));
  }

  private static TokenException unreadable(
      HttpReply reply, Map<String, Object> body, String field) {
    return exception(
        LwaError.UNREADABLE,
        Optional.of(": '" + field + "' is missing or malformed"),
        answer(reply, body, Optional.empty(), Instant.EPOCH),
        Optional.empty());
  }

  private static Answer answer(
      HttpReply reply, Map<String, Object> body, Optional<String> error, Instant now) {
    return new Answer(
        OptionalInt.of(reply.status()),
        RemoteText.requestId(body.get("request_id"))
            .or(() -> reply.header("x-amzn-requestid").flatMap(RemoteText::requestId)),
        error,
        reply.date(),
        reply.retryAfter(now));
  }

  private static TokenException exception(
      LwaError kind, Optional<String> more, Answer answer, Optional<String> description) {
    List<String> facts = new ArrayList<>();
    facts.add("http " + answer.httpStatus().orElseThrow());
    answer
        .error()
        .ifPresent(error -> facts.add(error + description.map(text -> ": " + text).orElse("")));
    answer.requestId().ifPresent(id -> facts.add("request " + id));
    String message = kind.message + more.orElse("") + " (" + String.join(", ", facts) + ")";
    return new TokenException(
        Problem.of(kind.code, kind.reason, message).withHint(kind.hint), kind.fault, answer);
  }
}
