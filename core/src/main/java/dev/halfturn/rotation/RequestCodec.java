// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A request for a new secret as part of the record's JSON: one text, because there is little room,
 * as in {@code R-7Q2F AWAITING 98e3129e0802f9a5 0a1b2c3d- 1 2026-11-28T09:00:00Z OK 3600,0 - - -}.
 * One more word counts tries that did not reach Amazon, if there are any. What people are told of
 * its trouble is a text of its own, which may be missing.
 */
final class RequestCodec {

  private static final String NONE = "-";
  private static final int WORDS = 11;

  private RequestCodec() {}

  static String toText(SecretRequest request) {
    String text = text(request);
    return request.unsent() == 0 ? text : text + " " + request.unsent();
  }

  private static String text(SecretRequest request) {
    return String.join(
        " ",
        request.rotationId(),
        request.state().name(),
        request.from().hex(),
        request.owner().isEmpty() ? NONE : request.owner(),
        Integer.toString(request.attempt()),
        request.at().toString(),
        request.outcome().name(),
        posts(request),
        request.since().map(Instant::toString).orElse(NONE),
        request.retryAt().map(Instant::toString).orElse(NONE),
        request.trouble().map(Trouble::reason).orElse(NONE));
  }

  /** In seconds before the last one. */
  private static String posts(SecretRequest request) {
    return request.posts().isEmpty()
        ? NONE
        : request.posts().stream()
            .map(post -> Long.toString(Duration.between(post, request.at()).toSeconds()))
            .collect(Collectors.joining(","));
  }

  /**
   * @param why what people are told of its trouble; empty if that is missing
   */
  static SecretRequest fromText(String text, String why) {
    String[] words = text.split(" ", -1);
    if (words.length != WORDS && words.length != WORDS + 1) {
      throw new IllegalArgumentException("not a request");
    }
    Fields fields =
        new Fields(
            new Fields.Writer()
                .put("state", words[1])
                .put("from", words[2])
                .put("at", words[5])
                .put("outcome", words[6])
                .put("since", optional(words[8], word -> word))
                .put("retryAt", optional(words[9], word -> word))
                .map());
    Instant at = fields.instant("at");
    return new SecretRequest(
        words[0],
        fields.constant("state", SecretRequest.State.class),
        fields.fingerprint("from"),
        words[3].equals(NONE) ? "" : words[3],
        Integer.parseInt(words[4]),
        at,
        fields.constant("outcome", SecretRequest.Outcome.class),
        optional(words[7], posts -> instants(posts, at)).orElse(List.of()),
        fields.optionalInstant("since"),
        fields.optionalInstant("retryAt"),
        optional(words[10], reason -> new Trouble(reason, why)),
        words.length == WORDS ? 0 : Integer.parseInt(words[WORDS]));
  }

  private static List<Instant> instants(String posts, Instant at) {
    return Arrays.stream(posts.split(",", -1))
        .map(seconds -> at.minusSeconds(Integer.parseInt(seconds)))
        .toList();
  }

  private static <T> Optional<T> optional(String word, Function<String, T> read) {
    return word.equals(NONE) ? Optional.empty() : Optional.of(read.apply(word));
  }
}
