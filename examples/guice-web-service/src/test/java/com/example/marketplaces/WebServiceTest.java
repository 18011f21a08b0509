// SPDX-License-Identifier: Apache-2.0
package com.example.marketplaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.simulator.Endpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as its callers see it. */
class WebServiceTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private SimulatedShop shop;

  @BeforeEach
  void start(@TempDir Path state) throws IOException {
    shop = new SimulatedShop(state, 0);
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  private HttpResponse<String> ask() throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + shop.port + "/marketplaces");
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  @Test
  void answersWithTheMarketplacesOfTheSeller() throws Exception {
    HttpResponse<String> answer = ask();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.body()).contains("\"countryCode\":\"DE\"").contains("Amazon.de");
  }

  @Test
  void goesOnAnsweringWhileTheSecretIsRotated() throws Exception {
    Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    CountDownLatch asked = new CountDownLatch(5);
    CountDownLatch rotated = new CountDownLatch(1);
    Thread caller =
        new Thread(
            () -> {
              try {
                do {
                  statuses.merge(ask().statusCode(), 1, Integer::sum);
                  asked.countDown();
                } while (rotated.getCount() > 0);
              } catch (IOException | InterruptedException e) {
                statuses.merge(-1, 1, Integer::sum);
              }
            });
    caller.start();
    asked.await();
    String before = shop.app.secret();

    assertThat(shop.rotate()).isEqualTo(RotationOutcome.Kind.FINISHED);
    rotated.countDown();
    caller.join();

    assertThat(shop.app.accepts(before)).as("the old secret").isFalse();
    assertThat(statuses.keySet()).containsExactly(200);
    assertThat(ask().statusCode()).isEqualTo(200);
    assertThat(shop.amazon.log().newest(Endpoint.PROBE))
        .last()
        .satisfies(call -> assertThat(call.secretNumber()).isEqualTo(Optional.of(2)));
  }

  @Test
  void saysByACodeWhatItCannotDo() throws Exception {
    shop.app.seller("acme-us").orElseThrow().revoke();

    HttpResponse<String> answer = ask();

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"error\":\"SELLER_REVOKED\"}");
  }

  @Test
  void theDemonstrationRotatesAtEachLineAndEndsWithItsInput() throws IOException {
    InputStream keys = System.in;
    PrintStream screen = System.out;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream("\n".getBytes(StandardCharsets.UTF_8)));
      System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
      Demonstration.main(new String[] {"0"});
    } finally {
      System.setIn(keys);
      System.setOut(screen);
    }

    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("ask     http://127.0.0.1:")
        .contains("rotated FINISHED, now it is 2026-07-0");
  }

  /** What the page says to type is there. */
  @Test
  void thePageNamesWhatThereIs() throws IOException {
    String page = Files.readString(Path.of("README.md"));
    String pom = Files.readString(Path.of("pom.xml"));

    assertThat(page).contains("mvn -q test-compile exec:java").contains("/marketplaces");
    assertThat(pom)
        .contains("<exec.mainClass>" + Demonstration.class.getName() + "</")
        .doesNotContain("<mainClass>");
    assertThat(page).contains(Main.class.getName());
    for (String file : new String[] {"Marketplaces", "WebModule", "WebServer", "Main"}) {
      assertThat(page).contains("`" + file + ".java`");
      assertThat(Path.of("src/main/java/com/example/marketplaces/" + file + ".java")).exists();
    }
  }
}
