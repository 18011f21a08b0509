// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransportTest {

  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final String MOVED =
      "HTTP/1.1 302 Found\r\nLocation: /first\r\nContent-Length: 0\r\n\r\n";

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Transport transport = Transport.within(Duration.ofSeconds(5));
  private ServerSocket server;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "server");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        serve(socket);
        ended.countDown();
      } catch (IOException e) {
        // one side has gone
      }
    }
  }

  /** Keeps the connection, until it is asked for what is lost. */
  private void serve(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      seen.add(line.replace(" HTTP/1.1", ""));
      String header = line;
      while (!header.isEmpty()) {
        header = in.readLine();
      }
      if (line.contains("/lost")) {
        return;
      }
      String answer = line.contains("/moved") ? MOVED : GOOD;
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }
  }

  private int send(HttpMethod method, String path) {
    String url = "http://127.0.0.1:" + server.getLocalPort() + path;
    try (HttpResponse response = transport.sendSync(new HttpRequest(method, url), Context.NONE)) {
      return response.getStatusCode();
    }
  }

  @Test
  void aRequestWhoseAnswerIsLostIsNotSentAgainOnAKeptConnectionEither() {
    assertThat(send(HttpMethod.PUT, "/first")).isEqualTo(200);
    assertThat(send(HttpMethod.PUT, "/second")).isEqualTo(200);

    assertThatThrownBy(() -> send(HttpMethod.PUT, "/lost")).isInstanceOf(RuntimeException.class);

    assertThat(seen).containsExactly("PUT /first", "PUT /second", "PUT /lost");
  }

  @Test
  void whatIsKeptForANextCallEndsWithTheTransport() throws InterruptedException {
    assertThat(send(HttpMethod.GET, "/first")).isEqualTo(200);
    assertThat(ended.getCount()).isOne();

    transport.close();

    assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void nobodyIsSentElsewhere() {
    assertThat(send(HttpMethod.GET, "/moved")).isEqualTo(302);

    assertThat(seen).containsExactly("GET /moved");
  }
}
