// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SecretOracles.Kept;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.IssuerAnswer.Outcome;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.IssuerMessage.Content;
import dev.halfturn.spi.IssuerMessage.ExpiryNotice;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.SecretIssuerContract;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the simulator, which speaks as SQS does and shares no code with this module. */
class SimulatorTest extends SecretIssuerContract {

  private final AmazonSimulator amazon =
      AmazonSimulator.builder().clock(Instant.parse("2026-03-01T12:00:00Z")).build();
  private final SimulatedApp app = amazon.addApp("erp");
  private final String first = app.secret();
  private final List<String> taken = new CopyOnWriteArrayList<>();

  /** A message goes when somebody says so who has taken what is in it, and no sooner. */
  @BeforeEach
  void keepWhatIsTaken() {
    amazon
        .oracles()
        .keptBy(app, () -> new Kept(Optional.of(first), Optional.empty(), List.copyOf(taken)));
  }

  private void acknowledge(SecretIssuer issuer, IssuerMessage message) {
    taken.add(((NewSecret) message.content()).secret().revealUtf8());
    issuer.acknowledge(message);
  }

  @AfterEach
  void stop() {
    amazon.close();
  }

  @Override
  protected SecretIssuer open(PluginContext context) {
    return Plugins.open(
        new SpapiIssuerFactory(),
        Map.of(
            "queue-url",
            amazon.queueUrl().toString(),
            "dlq-url",
            amazon.deadLetterUrl().toString(),
            "timeout",
            "5s"),
        context);
  }

  private SecretIssuer open() {
    return open(Bed.context(dev.halfturn.testkit.SettableClock.at("2026-03-01T12:00:00Z")));
  }

  @Override
  protected Optional<SecretIssuer> openUnreachable(PluginContext context) {
    return Optional.empty();
  }

  @Override
  protected URI spApi() {
    amazon.faults().order(Endpoint.ROTATE, Fault.body(204, "text/plain", ""));
    return amazon.spApi(Region.EU);
  }

  @Override
  protected void deliver(Content content) {
    amazon.queue().send(Texts.of(content));
  }

  @Override
  protected void deliverStrange(String text) {
    amazon.queue().send(text);
  }

  @Override
  protected int requests() {
    return (int) amazon.log().calls(Endpoint.ROTATE);
  }

  @Override
  protected int left() {
    return amazon.queue().size() + amazon.deadLetters().size();
  }

  @Override
  protected void pass(Duration time) {
    amazon.advance(time);
  }

  private SecretValue token() throws IOException {
    HttpURLConnection call = (HttpURLConnection) amazon.lwaEndpoint().toURL().openConnection();
    call.setDoOutput(true);
    call.getOutputStream()
        .write(
            ("grant_type=client_credentials&scope="
                    + encoded("sellingpartnerapi::client_credential:rotation")
                    + "&client_id="
                    + encoded(app.clientId())
                    + "&client_secret="
                    + encoded(app.secret()))
                .getBytes(StandardCharsets.UTF_8));
    Fields answer =
        Fields.parse(new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .orElseThrow();
    return SecretValue.ofUtf8(answer.text("access_token").orElseThrow());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void everythingIsInOrder() {
    try (SecretIssuer issuer = open()) {
      assertThat(issuer.preflight())
          .isNotEmpty()
          .allMatch(check -> check.verdict() == IssuerCheck.Verdict.IN_ORDER);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNewSecretIsAskedForAndComes(boolean wrapped) throws IOException {
    amazon.queue().snsEnvelope(wrapped);
    try (SecretIssuer issuer = open()) {
      assertThat(issuer.request(amazon.spApi(Region.NA), token()).outcome())
          .isEqualTo(Outcome.ACCEPTED);

      List<IssuerMessage> received = issuer.receive(Duration.ofSeconds(5));

      NewSecret secret = (NewSecret) received.get(0).content();
      assertThat(secret.clientId()).isEqualTo(app.clientId());
      assertThat(app.works(secret.secret().revealUtf8())).isTrue();
      assertThat(secret.eventTime()).isEqualTo(amazon.now());
      assertThat(secret.expiresAt()).contains(amazon.now().plus(Duration.ofDays(180)));
      assertThat(secret.oldExpiresAt()).contains(amazon.now().plus(Duration.ofDays(7)));
      acknowledge(issuer, received.get(0));
      assertThat(left()).isZero();
    }
  }

  @Test
  void aNoticeComes() {
    amazon.advance(Duration.ofDays(90));
    try (SecretIssuer issuer = open()) {
      assertThat(issuer.receive(Duration.ZERO))
          .extracting(IssuerMessage::content)
          .containsExactly(
              new ExpiryNotice(
                  app.clientId(),
                  amazon.now(),
                  amazon.now().plus(Duration.ofDays(90)),
                  "PERIODIC_ROTATION"));
    }
  }

  @Test
  void aLostAnswerIsUnknownAndTheSecretComesOnce() throws IOException {
    SecretValue token = token();
    amazon.faults().order(Endpoint.ROTATE, Fault.loseAnswer(), 1);
    try (SecretIssuer issuer = open()) {
      assertThat(issuer.request(amazon.spApi(Region.NA), token).outcome())
          .isEqualTo(Outcome.UNKNOWN);

      assertThat(requests()).isEqualTo(1);
      assertThat(issuer.receive(Duration.ofSeconds(5))).hasSize(1);
      assertThat(app.issuedSecrets()).hasSize(2);
    }
  }

  @Test
  void refusalsSayWhatToDo() throws IOException {
    SecretValue token = token();
    try (SecretIssuer issuer = open()) {
      app.enrolled(false);
      IssuerAnswer notEnrolled = issuer.request(amazon.spApi(Region.NA), token);
      amazon.advance(Duration.ofMinutes(2));
      app.enrolled(true);
      issuer.request(amazon.spApi(Region.NA), token);
      IssuerAnswer tooSoon = issuer.request(amazon.spApi(Region.NA), token);
      IssuerAnswer foreign = issuer.request(amazon.spApi(Region.NA), Canaries.secret("token"));

      assertThat(notEnrolled.problem().orElseThrow().reason()).isEqualTo("NOT_ENROLLED");
      assertThat(tooSoon.outcome()).isEqualTo(Outcome.THROTTLED);
      assertThat(tooSoon.retryAfter()).contains(Duration.ofMinutes(1));
      assertThat(foreign.outcome()).isEqualTo(Outcome.REFUSED);
    }
  }

  @Test
  void whatWasReceivedTooOftenIsFoundAmongTheDeadLetters() {
    amazon.queue().redriveAfter(1);
    app.rotateInConsole();
    try (SecretIssuer issuer = open()) {
      assertThat(issuer.receive(Duration.ZERO)).hasSize(1);
      amazon.advance(Duration.ofMinutes(5));
      issuer.receive(Duration.ZERO); // by which it goes there

      List<IssuerMessage> dead = issuer.receive(Duration.ZERO);

      assertThat(dead)
          .extracting(IssuerMessage::queue)
          .containsExactly("halfturn-new-secrets-dead");
      acknowledge(issuer, dead.get(0));
      assertThat(left()).isZero();
    }
  }

  @Test
  void outagesOfTheQueueAreSurvived() {
    app.rotateInConsole();
    amazon.faults().order(Endpoint.QUEUE, Fault.status(503), 2);
    try (SecretIssuer issuer = open()) {
      List<IssuerMessage> received = issuer.receive(Duration.ZERO);
      assertThat(received).hasSize(1);
      amazon.faults().order(Endpoint.QUEUE, Fault.loseAnswer(), 1);

      acknowledge(issuer, received.get(0));

      assertThat(left()).isZero();
    }
  }
}
