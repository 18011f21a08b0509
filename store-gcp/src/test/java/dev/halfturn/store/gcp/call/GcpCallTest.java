// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.testbed.aws.FaultProxy;
import dev.halfturn.testbed.aws.FaultProxy.Fault;
import dev.halfturn.testbed.gcp.CloudRefusal;
import dev.halfturn.testbed.gcp.CloudRequest;
import dev.halfturn.testbed.gcp.CloudServer;
import dev.halfturn.testbed.gcp.CloudService;
import dev.halfturn.testbed.gcp.FakeSecretManager;
import dev.halfturn.testbed.gcp.ServiceAccountFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcpCallTest {

  private static final class Echo extends CloudService {
    @Override
    protected Map<String, ?> answer(CloudRequest request) {
      return Map.of("did", request.line() + "?" + request.query(), "with", request.body());
    }
  }

  private final Echo echo = new Echo();
  private final CloudServer server = new CloudServer().with("/v1/", echo);
  private final FaultProxy network = new FaultProxy(server.port());
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void stop() {
    network.close();
    server.close();
  }

  private GcpCall call(URI endpoint) {
    return call(endpoint, Map.of());
  }

  private GcpCall call(URI endpoint, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("endpoint", endpoint.toString());
    return new GcpCall(Accesses.of(settings), pauses::add);
  }

  private List<String> lines() {
    return echo.requests().stream().map(CloudRequest::line).toList();
  }

  @Test
  void everyMethodArrivesWithWhatItSaysAlsoTheOneTheJdkDoesNotKnow() {
    GcpCall call = call(server.endpoint());

    assertThat(call.read("pubsub", "GET", "/v1/projects/p/topics/t?a=b%2Cc", Map.of()))
        .containsEntry("did", "GET /v1/projects/p/topics/t?a=b%2Cc");
    assertThat(call.write("pubsub", "PATCH", "/v1/x:y", Map.of("ä", List.of(1, 2))))
        .isEqualTo(Map.of("did", "PATCH /v1/x:y?", "with", Map.of("ä", List.of(1, 2))));
    assertThat(call.write("pubsub", "PUT", "/v1/x", Map.of())).containsEntry("did", "PUT /v1/x?");
    assertThat(call.write("pubsub", "POST", "/v1/x", Map.of())).containsEntry("did", "POST /v1/x?");
    assertThat(call.write("pubsub", "DELETE", "/v1/x", Map.of()))
        .containsEntry("did", "DELETE /v1/x?");
    assertThat(echo.requests()).allMatch(request -> request.authorization().isEmpty());
  }

  @Test
  void aTokenOfTheFileIsSentAndNotItsKey(@TempDir Path directory) {
    Path file = directory.resolve("account.json");
    try (FakeSecretManager google = new FakeSecretManager()) {
      ServiceAccountFile.write(file, "my-project-1", google.tokenUri());
      call(server.endpoint(), Map.of("credentials-file", file.toString()))
          .read("pubsub", "GET", "/v1/x", Map.of());
    }

    assertThat(echo.requests().get(0).authorization().orElseThrow()).startsWith("Bearer ");
  }

  @Test
  void aRefusalIsNotRepeated() {
    echo.refuses(request -> Optional.of(CloudRefusal.of(409, "ALREADY_EXISTS", "it is there")));
    GcpCall call = call(server.endpoint());

    assertThatThrownBy(() -> call.read("pubsub", "GET", "/v1/x", Map.of()))
        .isInstanceOf(UncheckedIOException.class)
        .satisfies(e -> assertThat(GcpFailure.status(e)).hasValue("ALREADY_EXISTS"));
    assertThat(lines()).hasSize(1);
  }

  @Test
  void whatThereIsTooMuchOfIsRepeatedWhetherItReadsOrWrites() {
    echo.refuses(
        request ->
            echo.requests().size() % 2 == 1
                ? Optional.of(CloudRefusal.of(429, "RESOURCE_EXHAUSTED", "quota"))
                : Optional.empty());
    GcpCall call = call(server.endpoint());
    call.read("pubsub", "GET", "/v1/x", Map.of());
    call.write("pubsub", "POST", "/v1/x", Map.of());

    assertThat(lines()).containsExactly("GET /v1/x", "GET /v1/x", "POST /v1/x", "POST /v1/x");
    assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(200));
  }

  @Test
  void whatBrokeDownIsReadAgainAndNotWrittenAgain() {
    echo.refuses(request -> Optional.of(CloudRefusal.of(503, "UNAVAILABLE", "down")));
    GcpCall call = call(server.endpoint());

    assertThatThrownBy(() -> call.read("pubsub", "GET", "/v1/x", Map.of())).isNotNull();
    assertThatThrownBy(() -> call.write("pubsub", "POST", "/v1/x", Map.of())).isNotNull();
    assertThat(lines())
        .containsExactly("GET /v1/x", "GET /v1/x", "GET /v1/x", "GET /v1/x", "POST /v1/x");
    assertThat(pauses)
        .containsExactly(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
  }

  @Test
  void aLostAnswerIsAskedForAgainButNothingIsWrittenTwice() {
    GcpCall call = call(network.endpoint());
    network.once(Fault.ANSWER_LOST);
    call.read("pubsub", "GET", "/v1/x", Map.of());
    network.once(Fault.ANSWER_LOST);

    assertThatThrownBy(() -> call.write("pubsub", "POST", "/v1/x", Map.of()))
        .satisfies(
            e -> {
              assertThat(GcpFailure.status(e)).isEmpty();
              assertThat(GcpFailure.isUnanswered(e)).isTrue();
              assertThat(GcpFailure.of("store 'tested'", "Pub/Sub", e))
                  .hasMessage("store 'tested' cannot reach Pub/Sub");
            });
    assertThat(lines()).containsExactly("GET /v1/x", "GET /v1/x", "POST /v1/x");
  }

  @Test
  void anAnswerThatIsNoJsonOrEmptyIsNoAnswer() {
    for (String body : new String[] {"", "<html>a proxy</html>"}) {
      try (CloudServer other =
          new CloudServer()
              .with(
                  "/v1/",
                  exchange -> {
                    try (exchange) {
                      exchange.sendResponseHeaders(200, body.isEmpty() ? -1 : body.length());
                      exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
                    }
                  })) {
        GcpCall call = call(other.endpoint());
        assertThatThrownBy(() -> call.write("pubsub", "POST", "/v1/x", Map.of()))
            .satisfies(
                e ->
                    assertThat(GcpFailure.of("store 'tested'", "Pub/Sub", e).code())
                        .isEqualTo(ErrorCode.UNAVAILABLE));
      }
    }
  }

  @Test
  void whatIsSentAndReceivedIsNeverLogged() {
    List<String> logged = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            logged.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("com.google.api.client");
    logger.addHandler(handler);
    logger.setLevel(Level.ALL);
    handler.setLevel(Level.ALL);
    try {
      call(server.endpoint()).write("pubsub", "POST", "/v1/x", Map.of("value", "to-be-hidden"));
    } finally {
      logger.removeHandler(handler);
    }

    assertThat(logged).noneMatch(text -> String.valueOf(text).contains("to-be-hidden"));
  }
}
