// SPDX-License-Identifier: Apache-2.0
package com.example.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.Rotator;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

class OrdersApplicationTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private ConfigurableApplicationContext running;

  @BeforeEach
  void start() {
    running =
        RehearsedOrdersApplication.start("--server.port=0", "--server.address=127.0.0.1")
            .getApplicationContext();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    int port = ((WebServerApplicationContext) running).getWebServer().getPort();
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void amazonAcceptsItsTokens() throws Exception {
    HttpResponse<String> answer = get("/marketplaces/acme");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("payload");
  }

  @Test
  void itSurvivesARotation() throws Exception {
    assertThat(get("/marketplaces/acme").statusCode()).isEqualTo(200);

    AmazonSimulator amazon = running.getBean(AmazonSimulator.class);
    String secret = amazon.app("erp").orElseThrow().rotateInConsole();
    running.getBean(Rotator.class).accept("erp", SecretValue.ofUtf8(secret));
    amazon.advance(Duration.ofDays(8)); // the old secret is refused by now

    assertThat(get("/marketplaces/acme").statusCode()).isEqualTo(200);
  }

  @Test
  void itAsksOnceMoreWithAnotherTokenWhereAmazonRefusesOne() throws Exception {
    assertThat(get("/marketplaces/acme").statusCode()).isEqualTo(200);

    running.getBean(AmazonSimulator.class).advance(Duration.ofHours(2)); // Amazon's clock alone

    assertThat(get("/marketplaces/acme").statusCode()).isEqualTo(200);
  }

  @Test
  void itsHealthSaysHowLongTheSecretLasts() throws Exception {
    Instant deadline = Instant.now().plusSeconds(60);
    String health = "";
    while (!health.contains("daysLeft") && Instant.now().isBefore(deadline)) {
      health = get("/actuator/health").body(); // it looks each second
    }

    assertThat(health).contains("\"halfturn\"").contains("\"erp\"").contains("\"daysLeft\":1");
  }
}
