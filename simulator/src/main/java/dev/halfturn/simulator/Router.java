// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Sends each request to what it asks for, past the faults that are ordered, into the log. */
final class Router {

  private final Amazon amazon;
  private final Faults faults;
  private final RequestLog log;
  private final TokenEndpoint tokens;
  private final SpApi spApi;
  private final RestrictedData restricted;
  private final ControlPath control;
  private final SqsFace sqs;

  Router(Amazon amazon, Faults faults, RequestLog log, ControlPath control, SqsFace sqs) {
    this.amazon = amazon;
    this.faults = faults;
    this.log = log;
    this.control = control;
    this.sqs = sqs;
    this.tokens = new TokenEndpoint(amazon);
    this.spApi = new SpApi(amazon);
    this.restricted = new RestrictedData(amazon, spApi);
  }

  Answer answer(HttpRequest request) {
    if (request.path().equals(AmazonFacts.TOKEN_PATH)) {
      return logged(Endpoint.TOKEN, () -> tokens.answer(request));
    }
    if (request.path().equals(ControlPath.PREFIX)
        || request.path().startsWith(ControlPath.PREFIX + "/")) {
      return control.answer(request);
    }
    if (request.path().equals(SqsFace.PREFIX) || request.path().startsWith(SqsFace.PREFIX + "/")) {
      return logged(Endpoint.QUEUE, () -> sqs.answer(request));
    }
    for (Region region : Region.values()) {
      String prefix = "/" + region.lowerCase();
      if (request.path().startsWith(prefix + "/")) {
        return spApi(region, request.path().substring(prefix.length()), request);
      }
    }
    return Answer.json(404, Json.object("message", "nothing here: " + request.path()));
  }

  private Answer spApi(Region region, String path, HttpRequest request) {
    if (AmazonFacts.ADDRESS_PATH.matcher(path).matches()) {
      return logged(Endpoint.ADDRESS, () -> restricted.address(region, path, request));
    }
    return switch (path) {
      case AmazonFacts.PROBE_PATH -> logged(Endpoint.PROBE, () -> spApi.probe(region, request));
      case AmazonFacts.ROTATE_PATH -> logged(Endpoint.ROTATE, () -> spApi.rotate(request));
      case AmazonFacts.RESTRICTED_PATH ->
          logged(Endpoint.RESTRICTED_TOKEN, () -> restricted.token(region, request));
      default -> SpApi.unknownOperation();
    };
  }

  private Answer logged(Endpoint endpoint, Supplier<Answer> handler) {
    Instant at = amazon.now();
    log.begin(endpoint);
    Faults.Meeting meeting = faults.next(endpoint);
    Answer answer = Answer.empty(0);
    String requestId = UUID.randomUUID().toString();
    try {
      answer =
          faults
              .apply(endpoint, meeting, () -> honest(handler))
              .with("x-amzn-RequestId", requestId);
      return answer;
    } finally {
      log.end(call(endpoint, at, answer, meeting.names(), requestId));
    }
  }

  private static Answer honest(Supplier<Answer> handler) {
    try {
      return handler.get();
    } catch (Refusal e) {
      return e.answer();
    }
  }

  private static LoggedCall call(
      Endpoint endpoint, Instant at, Answer answer, List<String> faults, String requestId) {
    Trace trace = answer.trace();
    boolean sent =
        !(answer.delivery() instanceof Delivery.Reset)
            && !(answer.delivery() instanceof Delivery.Nothing);
    return new LoggedCall(
        endpoint,
        at,
        sent ? answer.status() : 0,
        trace.app(),
        trace.seller(),
        trace.secretNumber(),
        trace.error(),
        faults,
        requestId);
  }
}
