// SPDX-License-Identifier: Apache-2.0
package com.example.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.functions.invoker.runner.Invoker;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function in Google's own framework, called as Eventarc and Cloud Scheduler call it. */
class CheckFunctionTest {

  private static Invoker invoker;
  private static URI address;

  @TempDir private Path state;
  private Rig rig;

  @BeforeAll
  static void serve() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    invoker =
        new Invoker(
            port,
            InvokedFunction.class.getName(),
            "cloudevent",
            CheckFunctionTest.class.getClassLoader());
    invoker.startTestServer();
    address = URI.create("http://127.0.0.1:" + port + "/");
  }

  @AfterAll
  static void stop() throws Exception {
    invoker.stopServer();
  }

  @BeforeEach
  void open() {
    rig = new Rig(state);
    InvokedFunction.running = new CheckFunction(rig.halfturn);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static String shape(String name) throws IOException {
    try (InputStream in = CheckFunctionTest.class.getResourceAsStream(name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int send(HttpRequest.Builder request, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
        .statusCode();
  }

  /** A message as Eventarc sends it: the event's attributes are headers. */
  private static int message(String shape) throws IOException, InterruptedException {
    return send(binary("google.cloud.pubsub.topic.v1.messagePublished"), shape(shape));
  }

  private static HttpRequest.Builder binary(String type) {
    return HttpRequest.newBuilder(address)
        .header("ce-specversion", "1.0")
        .header("ce-id", "11223344556677889")
        .header("ce-source", "//pubsub.googleapis.com/projects/my-project-1/topics/halfturn")
        .header("ce-type", type)
        .header("Content-Type", "application/json");
  }

  private boolean looked(String app) {
    return rig.halfturn.secrets().find(CredentialNames.rotation(app)).isPresent();
  }

  @Test
  void aRotationMessageIsAReasonToLook() throws Exception {
    rig.addApp("erp");
    assertThat(looked("erp")).isFalse();

    assertThat(message("pushed-rotate")).isEqualTo(200);
    assertThat(looked("erp")).isTrue();
  }

  @Test
  void blanksThatGotIntoItDoNoHarm() throws Exception {
    rig.addApp("erp");

    assertThat(message("pushed-blanks")).isEqualTo(200);
    assertThat(looked("erp")).isTrue();
  }

  @Test
  void theSameWrappedAsOneDocument() throws Exception {
    rig.addApp("erp");

    assertThat(
            send(
                HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/cloudevents+json"),
                shape("cloudevent-rotate")))
        .isEqualTo(200);
    assertThat(looked("erp")).isTrue();
  }

  @Test
  void aDailySweepLooksAtAll() throws Exception {
    rig.addApp("erp");
    rig.addApp("shop");

    assertThat(send(binary("dev.halfturn.sweep"), "{}")).isEqualTo(200);
    assertThat(looked("erp") && looked("shop")).isTrue();
  }

  @Test
  void whatHalfturnItselfWroteIsNoReasonToLook() throws Exception {
    rig.addApp("erp");

    assertThat(message("pushed-update")).isEqualTo(200);
    assertThat(looked("erp")).isFalse();
  }

  @Test
  void aMessageThatComesTwiceTellsNothingTwice() throws Exception {
    rig.addApp("erp");
    rig.halfturn.tracker().declareIssued("erp", rig.clock.instant(), Provenance.DECLARED);
    message("pushed-rotate");
    rig.clock.advance(Duration.ofDays(150));

    assertThat(message("pushed-rotate")).isEqualTo(200);
    assertThat(message("pushed-rotate")).isEqualTo(200);
    assertThat(rig.notifier().sent()).hasSize(1);
  }

  @Test
  void aReminderThatNobodyTakesFailsTheFunctionSoThatGoogleCallsAgain() throws Exception {
    rig.addApp("erp");
    rig.halfturn.tracker().declareIssued("erp", rig.clock.instant(), Provenance.DECLARED);
    message("pushed-rotate");
    rig.clock.advance(Duration.ofDays(150));
    rig.notifier().failWith(Problem.of(ErrorCode.UNAVAILABLE, "no answer"));

    assertThat(message("pushed-rotate")).isEqualTo(500);
  }
}
