// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code /simulator/…}: what people and scripts order and ask by HTTP. Bodies are JSON objects both
 * ways; a request that is not understood changes nothing and is answered with 400 and {@code
 * error}.
 */
final class ControlPath {

  static final String PREFIX = "/simulator";

  private final SimulatorClock clock;
  private final Amazon amazon;
  private final Faults faults;
  private final RequestLog log;
  private final Supplier<URI> origin;

  /**
   * The control path of one simulator.
   *
   * @param origin asked once it is listening
   */
  ControlPath(
      SimulatorClock clock, Amazon amazon, Faults faults, RequestLog log, Supplier<URI> origin) {
    this.clock = clock;
    this.amazon = amazon;
    this.faults = faults;
    this.log = log;
    this.origin = origin;
  }

  Answer answer(HttpRequest request) {
    try {
      List<String> path =
          Arrays.stream(request.path().substring(PREFIX.length()).split("/"))
              .filter(segment -> !segment.isEmpty())
              .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
              .toList();
      JsonInput input = JsonInput.read(request.body());
      return Answer.json(200, handle(request.method(), path, input));
    } catch (NoSuchPath e) {
      return Answer.json(404, Json.object("error", e.getMessage()));
    } catch (IllegalArgumentException e) {
      return Answer.json(400, Json.object("error", e.getMessage()));
    }
  }

  private Map<String, Object> handle(String method, List<String> path, JsonInput input) {
    String verb = method + " " + (path.isEmpty() ? "" : path.get(0));
    List<String> rest = path.isEmpty() ? path : path.subList(1, path.size());
    return switch (verb) {
      case "GET " -> state();
      case "GET log" ->
          Json.object("calls", log.newest().stream().map(ControlViews::call).toList());
      case "POST clock" -> moveClock(input);
      case "POST rules" -> changeRules(input);
      case "POST faults" -> order(input);
      case "DELETE faults" -> clear(rest);
      case "POST queue" -> ControlQueue.handle(amazon.queue(), rest, input);
      case "POST apps", "GET apps" -> new ControlApps(amazon).handle(method, rest, input);
      default -> throw new NoSuchPath("the control path has no " + method + " for this");
    };
  }

  private Map<String, Object> state() {
    Instant now = clock.instant();
    Map<String, Object> spApi = new LinkedHashMap<>();
    for (Region region : Region.values()) {
      spApi.put(region.lowerCase(), origin.get() + "/" + region.lowerCase());
    }
    Map<String, Object> calls = new LinkedHashMap<>();
    for (Endpoint endpoint : Endpoint.values()) {
      calls.put(JsonInput.jsonName(endpoint), log.calls(endpoint));
    }
    return Json.object(
        "now", now.toString(),
        "lwa", origin.get() + AmazonFacts.TOKEN_PATH,
        "spApi", spApi,
        "apps", amazon.apps().stream().map(app -> ControlViews.state(app, now)).toList(),
        "queue",
            Json.object(
                "messages", amazon.queue().size(),
                "url", origin.get() + SqsFace.path(SqsFace.NAME),
                "deadLetterUrl", origin.get() + SqsFace.path(SqsFace.DEAD_LETTERS)),
        "rules", ControlViews.rules(amazon.rules()),
        "faults", faults.describe(),
        "calls", calls);
  }

  private Map<String, Object> moveClock(JsonInput input) {
    Duration time =
        input
            .duration("advance")
            .orElseGet(
                () ->
                    Duration.between(
                        clock.instant(),
                        input
                            .instant("to")
                            .orElseThrow(
                                () -> new IllegalArgumentException("advance or to is missing"))));
    input.end();
    clock.advance(time);
    return Json.object("now", clock.instant().toString());
  }

  private Map<String, Object> changeRules(JsonInput input) {
    Rules old = amazon.rules();
    Rules changed =
        new Rules(
            input.duration("activationDelay").orElse(old.activationDelay()),
            input.duration("settlingDelay").orElse(old.settlingDelay()),
            input.duration("overdueExchange").orElse(old.overdueExchange()),
            input.choice("secondRotation", Rules.SecondRotation.class).orElse(old.secondRotation()),
            input.flag("refreshTokensChange").orElse(old.refreshTokensChange()),
            input.flag("probeLimited").orElse(old.probeLimited()));
    input.end();
    amazon.rules(changed);
    return ControlViews.rules(changed);
  }

  private Map<String, Object> order(JsonInput input) {
    Endpoint endpoint = input.requiredChoice("endpoint", Endpoint.class);
    Fault fault = FaultReader.read(input);
    int calls = input.number("calls").orElse(0);
    boolean counted = calls != 0;
    input.end();
    if (counted) {
      faults.order(endpoint, fault, calls);
    } else {
      faults.order(endpoint, fault);
    }
    return Json.object("faults", faults.describe());
  }

  private Map<String, Object> clear(List<String> path) {
    if (path.isEmpty()) {
      faults.clear();
    } else {
      JsonInput named = JsonInput.read(Json.write(Json.object("endpoint", path.get(0))));
      faults.clear(named.requiredChoice("endpoint", Endpoint.class));
    }
    return Json.object("faults", faults.describe());
  }
}
