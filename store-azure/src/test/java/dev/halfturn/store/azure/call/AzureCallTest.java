// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.store.azure.call.FakeTransport.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureCallTest {

  private static final URI THERE = URI.create("https://management.example.com/x?api-version=1");
  private static final Map<String, String> SOON = Map.of("retry-after-ms", "1");

  private final Map<String, String> options =
      new HashMap<>(
          Map.of("tenant-id", "t", "client-id", "c", "client-secret", "s", "timeout", "5s"));

  private record Network(FakeTransport transport, AzureCall call) {
    List<HttpRequest> requests() {
      return transport.requests().stream()
          .filter(request -> !request.getUrl().getHost().startsWith("login"))
          .toList();
    }
  }

  private Network network(Function<HttpRequest, Answer> answers) {
    FakeTransport transport =
        new FakeTransport(
            request ->
                request.getUrl().getHost().startsWith("login")
                    ? entra(request.getUrl().toString())
                    : answers.apply(request));
    AzureAccess access =
        new AzureAccess(
            "scheduler 'tested'",
            PluginConfig.parse(AzureOptions.ALL, options).config().orElseThrow(),
            new Surroundings(name -> Optional.empty(), () -> false, () -> false),
            timeout -> transport);
    return new Network(
        transport,
        AzureCall.careful(access, "https://management.azure.com/.default", Map.of("x-a", "b")));
  }

  private static Answer entra(String url) {
    return url.contains("/discovery/")
        ? Answer.of(
            200,
            "{\"tenant_discovery_endpoint\":\"https://login.microsoftonline.com/t/v2.0/x\","
                + "\"metadata\":[{\"preferred_network\":\"login.microsoftonline.com\","
                + "\"preferred_cache\":\"login.windows.net\",\"aliases\":"
                + "[\"login.microsoftonline.com\"]}]}")
        : Answer.of(
            200, "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"a token\"}");
  }

  /** One answer after the other, the last again and again; {@code 0} breaks the connection. */
  private static Function<HttpRequest, Answer> inTurn(
      Map<String, String> headers, int... statuses) {
    Iterator<Integer> left = java.util.Arrays.stream(statuses).iterator();
    return request -> {
      int status = left.next();
      if (status == 0) {
        throw new UncheckedIOException(new IOException("lost"));
      }
      return new Answer(status, "{\"status\":" + status + "}", headers);
    };
  }

  @Test
  void aRequestBearsATokenTheHeadersAndItsBody() {
    Network network = network(inTurn(Map.of(), 200, 200));
    assertThat(network.call().json("PUT", THERE, Map.of("a", "b"))).containsEntry("status", 200);
    assertThat(network.call().json("GET", THERE, Map.of())).containsEntry("status", 200);

    HttpRequest put = network.requests().get(0);
    assertThat(put.getUrl()).hasToString(THERE.toString());
    assertThat(put.getHeaders().getValue(HttpHeaderName.AUTHORIZATION)).isEqualTo("Bearer a token");
    assertThat(put.getHeaders().getValue(HttpHeaderName.fromString("x-a"))).isEqualTo("b");
    assertThat(FakeTransport.body(put)).isEqualTo("{\"a\":\"b\"}");
    assertThat(FakeTransport.body(network.requests().get(1))).isEmpty();
  }

  @Test
  void aRefusalKeepsItsStatusAndItsName() {
    Network network =
        network(request -> Answer.of(404, "{\"error\":{\"code\":\"ResourceNotFound\"}}"));

    assertThatThrownBy(() -> network.call().json("GET", THERE, Map.of()))
        .isInstanceOfSatisfying(
            HttpResponseException.class,
            e -> {
              assertThat(Refusal.of(e)).contains(new Refusal(404, "ResourceNotFound", ""));
              assertThat(AzureFailure.of("o", "s", e).code()).isEqualTo(ErrorCode.NOT_FOUND);
            });
    assertThat(network.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 429, 2",
    "GET, 503, 2",
    "GET, 500, 2",
    "GET, 0, 2",
    "PUT, 429, 2",
    "POST, 429, 2",
    "DELETE, 429, 2"
  })
  void whatDidNothingIsRepeated(String method, int status, int requests) {
    Network network = network(inTurn(SOON, status, 200));

    assertThat(network.call().json(method, THERE, Map.of())).containsEntry("status", 200);

    assertThat(network.requests()).hasSize(requests);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, 500",
    "PUT, 502",
    "PUT, 503",
    "POST, 503",
    "PUT, 0",
    "POST, 0",
    "DELETE, 0",
    "DELETE, 500",
    "PATCH, 0"
  })
  void whatMayHaveWrittenIsNotRepeated(String method, int status) {
    Network network = network(inTurn(SOON, status, 200));

    assertThatThrownBy(() -> network.call().json(method, THERE, Map.of()))
        .isInstanceOf(RuntimeException.class);

    assertThat(network.requests()).hasSize(1);
  }

  @Test
  void nobodyWaitsLongerThanTheTimeThatIsLeft() {
    Network network = network(inTurn(Map.of("Retry-After", "60"), 429, 200));

    assertThatThrownBy(() -> network.call().json("GET", THERE, Map.of()))
        .isInstanceOf(HttpResponseException.class);

    assertThat(network.requests()).hasSize(1);
  }

  @Test
  void repetitionsEnd() {
    Network network = network(inTurn(SOON, 429, 429, 429, 429, 200));

    assertThatThrownBy(() -> network.call().json("PUT", THERE, Map.of()))
        .isInstanceOf(HttpResponseException.class);

    assertThat(network.requests()).hasSize(4);
  }

  @Test
  void aTokenIsAskedForOnceAndNotShownInClearText() {
    Network network = network(inTurn(Map.of(), 200, 200));
    network.call().json("GET", THERE, Map.of());
    network.call().json("GET", THERE, Map.of());
    assertThat(network.transport().urls()).filteredOn(url -> url.endsWith("/token")).hasSize(1);

    assertThatThrownBy(
            () -> network.call().json("GET", URI.create("http://example.com/"), Map.of()))
        .isInstanceOf(RuntimeException.class);
    assertThat(network.requests()).hasSize(2);
  }

  @Test
  void anAnswerThatIsNoJsonIsNoAnswer() {
    Network network = network(request -> Answer.of(200, "<html>"));

    assertThatThrownBy(() -> network.call().json("GET", THERE, Map.of()))
        .isInstanceOfSatisfying(
            RuntimeException.class,
            e -> assertThat(AzureFailure.of("o", "s", e).code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }
}
