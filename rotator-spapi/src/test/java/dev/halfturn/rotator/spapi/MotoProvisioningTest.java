// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import dev.halfturn.spi.IssuerMessage.Unreadable;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.testbed.aws.Moto;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same with the emulator, whose time is the machine's. */
@EnabledIf("dev.halfturn.testbed.aws.Moto#isInstalled")
class MotoProvisioningTest extends ProvisioningContract {

  private static Moto moto;

  @BeforeAll
  static void start() {
    moto = new Moto();
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  @BeforeEach
  void forget() {
    moto.reset();
  }

  private static String url() {
    return moto.endpoint() + "/" + Moto.ACCOUNT + "/halfturn-new-secrets";
  }

  @Override
  Map<String, String> settings() {
    return Map.of(
        "queue-url",
        url(),
        "dlq-url",
        url() + "-dead",
        "region",
        "eu-central-1",
        "access-key-id",
        "AKIDEXAMPLE",
        "secret-access-key",
        "example");
  }

  @Override
  void send(String text) {
    moto.json("sqs", "AmazonSQS.SendMessage", Map.of("QueueUrl", url(), "MessageBody", text));
  }

  @Test
  void messagesAreReceivedPutOffAndAcknowledged() {
    provision(Task.APPLY, false, Map.of());
    NewSecret secret =
        new NewSecret(
            "notification-1",
            "client",
            Canaries.secret("one"),
            Instant.parse("2026-03-01T11:00:00Z"),
            Optional.empty(),
            Optional.empty());
    send(Texts.of(secret));
    send("nobody can read this");
    try (SecretIssuer issuer =
        Plugins.open(
            new SpapiIssuerFactory(),
            settings(),
            Bed.context(SettableClock.at("2026-03-01T12:00:00Z")))) {
      List<IssuerMessage> received = issuer.receive(Duration.ofSeconds(5));
      assertThat(received).hasSize(2);
      IssuerMessage found =
          received.stream().filter(one -> one.content().equals(secret)).findFirst().orElseThrow();
      assertThat(received).anyMatch(one -> one.content() instanceof Unreadable);
      assertThat(issuer.receive(Duration.ZERO)).isEmpty();

      issuer.postpone(found, Duration.ZERO);
      IssuerMessage again = issuer.receive(Duration.ofSeconds(5)).get(0);
      assertThat(again.receives()).isEqualTo(2);
      issuer.postpone(again, Duration.ofDays(30));
      issuer.acknowledge(found);
      issuer.acknowledge(found);
    }
    assertThat(provision(Task.REMOVE, false, Map.of()).get(0).advice().orElseThrow())
        .contains("1 messages");
  }
}
