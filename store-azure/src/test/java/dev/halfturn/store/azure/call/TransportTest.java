// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.sun.net.httpserver.HttpServer;
import dev.halfturn.testbed.aws.FaultProxy;
import dev.halfturn.testbed.aws.FaultProxy.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransportTest {

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final HttpClient transport = Transport.within(Duration.ofSeconds(5));
  private HttpServer server;
  private FaultProxy network;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(
                exchange.getRequestURI().getPath().equals("/moved") ? 302 : 200, -1);
          }
        });
    server.start();
    network = new FaultProxy(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    network.close();
    server.stop(0);
  }

  private int send(HttpMethod method, String path) {
    HttpRequest request = new HttpRequest(method, network.endpoint() + path);
    if (method != HttpMethod.GET) {
      request.setBody("x");
    }
    try (HttpResponse response = transport.sendSync(request, Context.NONE)) {
      return response.getStatusCode();
    }
  }

  @Test
  void aRequestWhoseAnswerIsLostIsNotSentAgainOnAKeptConnectionEither() {
    assertThat(send(HttpMethod.PUT, "/first")).isEqualTo(200);
    network.once(Fault.ANSWER_LOST);

    assertThatThrownBy(() -> send(HttpMethod.PUT, "/second")).isInstanceOf(RuntimeException.class);

    assertThat(seen).containsExactly("PUT /first", "PUT /second");
  }

  @Test
  void nobodyIsSentElsewhere() {
    assertThat(send(HttpMethod.GET, "/moved")).isEqualTo(302);
  }
}
