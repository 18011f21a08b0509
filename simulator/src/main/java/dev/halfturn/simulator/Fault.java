// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Something that goes wrong with a call, to be {@link Faults#order ordered}. Immutable. A fault
 * either answers in Amazon's place, so that nothing happens behind it, or spoils Amazon's own
 * answer, so that what was asked for did happen; each method says which.
 */
public final class Fault {

  private final String name;
  private final boolean delays;
  private final Duration latency;
  private final Optional<Gate> gate;
  private final BiFunction<Endpoint, Supplier<Answer>, Answer> effect;

  private Fault(String name, BiFunction<Endpoint, Supplier<Answer>, Answer> effect) {
    this(name, false, Duration.ZERO, Optional.empty(), effect);
  }

  private Fault(
      String name,
      boolean delays,
      Duration latency,
      Optional<Gate> gate,
      BiFunction<Endpoint, Supplier<Answer>, Answer> effect) {
    this.name = name;
    this.delays = delays;
    this.latency = latency;
    this.gate = gate;
    this.effect = effect;
  }

  /** Amazon answers after this real time. Goes together with one other fault. */
  public static Fault latency(Duration time) {
    return new Fault("latency", true, time, Optional.empty(), (endpoint, honest) -> honest.get());
  }

  /** Amazon answers when the gate is opened. Goes together with one other fault. */
  public static Fault hold(Gate gate) {
    return new Fault(
        "hold", true, Duration.ZERO, Optional.of(gate), (endpoint, honest) -> honest.get());
  }

  /** A 5xx (or other) status with the error body of the endpoint; nothing happens. */
  public static Fault status(int status) {
    return new Fault("status", (endpoint, honest) -> error(endpoint, status));
  }

  /** Status 429; nothing happens. */
  public static Fault throttle(Optional<Duration> retryAfter) {
    return new Fault(
        "throttle",
        (endpoint, honest) -> {
          Answer answer =
              switch (endpoint) {
                case TOKEN -> Answer.json(429, Json.object("message", "Too Many Requests"));
                case QUEUE -> SqsError.answer(429, "ThrottlingException", "Rate exceeded");
                case PROBE, ROTATE, RESTRICTED_TOKEN, ADDRESS -> SpApiError.quotaExceeded();
              };
          return retryAfter
              .map(time -> answer.with("Retry-After", Long.toString(time.toSeconds())))
              .orElse(answer);
        });
  }

  /** An error of the token endpoint; nothing happens. */
  public static Fault lwaError(int status, String error, String description) {
    return new Fault(
        "lwa-error",
        (endpoint, honest) ->
            LwaError.answer(status, error, description).with(Trace.NONE.withError(error)));
  }

  /** An error of SP-API; nothing happens. */
  public static Fault spApiError(int status, String code, String message, String details) {
    return new Fault(
        "sp-api-error",
        (endpoint, honest) -> SpApiError.answer(status, code, message, details, code));
  }

  /** A gateway's HTML page; nothing happens. */
  public static Fault html(int status) {
    return body(
        "html",
        status,
        "text/html",
        "<html><head><title>"
            + status
            + "</title></head><body><h1>Service Unavailable</h1></body></html>");
  }

  /** Any answer; nothing happens. */
  public static Fault body(int status, String contentType, String text) {
    return body("body", status, contentType, text);
  }

  private static Fault body(String name, int status, String contentType, String text) {
    return new Fault(name, (endpoint, honest) -> Answer.text(status, contentType, text));
  }

  /** The connection is reset before anything happens. */
  public static Fault reset() {
    return new Fault("reset", (endpoint, honest) -> Answer.empty(0).with(new Delivery.Reset()));
  }

  /** The connection is closed without an answer before anything happens. */
  public static Fault empty() {
    return new Fault("empty", (endpoint, honest) -> Answer.empty(0).with(new Delivery.Nothing()));
  }

  /** It happens, then the connection is reset: the answer is lost. */
  public static Fault loseAnswer() {
    return new Fault("lose-answer", (endpoint, honest) -> honest.get().with(new Delivery.Reset()));
  }

  /** It happens; half of the body arrives, then the connection ends. */
  public static Fault cut() {
    return new Fault("cut", (endpoint, honest) -> honest.get().with(new Delivery.Cut()));
  }

  /** It happens; the body is half a JSON text, properly delivered. */
  public static Fault truncate() {
    return new Fault(
        "truncate",
        (endpoint, honest) -> {
          Answer answer = honest.get();
          return answer.withBody(answer.body().substring(0, answer.body().length() / 2));
        });
  }

  /** It happens; the body arrives byte by byte, each after this real time. */
  public static Fault drip(Duration pause) {
    return new Fault("drip", (endpoint, honest) -> honest.get().with(new Delivery.Drip(pause)));
  }

  /** It happens; the body is followed by so many spaces, without a length in the headers. */
  public static Fault huge(long spaces) {
    return new Fault("huge", (endpoint, honest) -> honest.get().with(new Delivery.Padded(spaces)));
  }

  /** It happens; the body unpacks to so many spaces more, as {@code Content-Encoding: gzip}. */
  public static Fault gzipBomb(long spaces) {
    return new Fault(
        "gzip-bomb",
        (endpoint, honest) ->
            honest.get().with("Content-Encoding", "gzip").with(new Delivery.GzipBomb(spaces)));
  }

  /** It happens; the answer names another content type. */
  public static Fault contentType(String type) {
    return new Fault("content-type", (endpoint, honest) -> honest.get().with("Content-Type", type));
  }

  /** It happens; {@code expires_in} has this value: a number, a text, or is missing when empty. */
  public static Fault expiresIn(Optional<Object> value) {
    return new Fault(
        "expires-in",
        (endpoint, honest) -> {
          Answer answer = honest.get();
          Map<String, Object> body = Json.read(answer.body()).orElseGet(Map::of);
          if (answer.status() == 200 && body.containsKey("expires_in")) {
            body.remove("expires_in");
            value.ifPresent(given -> body.put("expires_in", given));
            return answer.withBody(Json.write(body));
          }
          return answer;
        });
  }

  /** How it is called in JSON and in the log. */
  public String name() {
    return name;
  }

  /** Whether it only makes the call wait, so that another fault may apply as well. */
  boolean delays() {
    return delays;
  }

  Duration latency() {
    return latency;
  }

  Optional<Gate> gate() {
    return gate;
  }

  Answer answer(Endpoint endpoint, Supplier<Answer> honest) {
    return effect.apply(endpoint, honest);
  }

  private static Answer error(Endpoint endpoint, int status) {
    if (endpoint == Endpoint.TOKEN) {
      String error = status == 503 ? "temporarily_unavailable" : "server_error";
      return LwaError.answer(status, error, "The server could not handle the request")
          .with(Trace.NONE.withError(error));
    }
    String code = status == 503 ? "ServiceUnavailable" : "InternalFailure";
    if (endpoint == Endpoint.QUEUE) {
      return SqsError.answer(status, code, "We encountered an internal error. Please try again.");
    }
    return SpApiError.answer(
        status, code, "We encountered an internal error. Please try again.", "", code);
  }

  @Override
  public String toString() {
    return name;
  }
}
