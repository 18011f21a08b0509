// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import dev.halfturn.spi.IssuerMessage.Unreadable;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.testbed.aws.AwsError;
import dev.halfturn.testkit.Canaries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueTest {

  private final Bed bed = new Bed();

  @AfterEach
  void stop() {
    bed.close();
  }

  private static String secret(String label) {
    return Texts.of(
        new NewSecret(
            label,
            "client",
            Canaries.secret(label),
            Instant.parse("2026-03-01T11:00:00Z"),
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void waitsForTwentySecondsAtMostAndHidesForFiveMinutes() {
    bed.queue.send(secret("one"));
    try (SecretIssuer issuer = bed.open()) {
      issuer.receive(Duration.ofHours(1));
    }

    Map<String, Object> call = bed.aws.requests("ReceiveMessage").get(1).json();
    assertThat(call)
        .containsEntry("WaitTimeSeconds", 20)
        .containsEntry("VisibilityTimeout", 300)
        .containsEntry("MaxNumberOfMessages", 10);
    assertThat(bed.aws.requests("ReceiveMessage").get(0).json())
        .containsEntry("QueueUrl", bed.dead.url())
        .containsEntry("WaitTimeSeconds", 0);
  }

  @Test
  void anOldCopyOfAMessageIsAcknowledgedByItsNewestReceipt() {
    bed.queue.send(secret("one"));
    try (SecretIssuer issuer = bed.open()) {
      IssuerMessage first = issuer.receive(Duration.ZERO).get(0);
      bed.clock.advance(Duration.ofMinutes(5));
      IssuerMessage second = issuer.receive(Duration.ZERO).get(0);
      assertThat(second.receipt()).isNotEqualTo(first.receipt());

      issuer.acknowledge(first);

      assertThat(bed.queue.left()).isEmpty();
    }
  }

  @Test
  void aMessageThatWasDeletedAndComesBackIsDeletedAgain() {
    bed.queue.send(secret("one"));
    bed.queue.surviveNextDeletes(1);
    try (SecretIssuer issuer = bed.open()) {
      issuer.acknowledge(issuer.receive(Duration.ZERO).get(0));
      assertThat(bed.queue.left()).hasSize(1);
      bed.clock.advance(Duration.ofMinutes(5));

      issuer.acknowledge(issuer.receive(Duration.ZERO).get(0));

      assertThat(bed.queue.left()).isEmpty();
    }
  }

  @Test
  void twoCopiesUnderOneIdAreBothDeletedInTheEnd() {
    bed.queue.send(secret("one"));
    bed.queue.duplicate();
    try (SecretIssuer issuer = bed.open()) {
      issuer.receive(Duration.ZERO).forEach(issuer::acknowledge);
      bed.clock.advance(Duration.ofMinutes(5));
      issuer.receive(Duration.ZERO).forEach(issuer::acknowledge);

      assertThat(bed.queue.left()).isEmpty();
    }
  }

  @Test
  void whatCannotBeReadComesBackEverLaterAndIsNeverDeleted() {
    bed.queue.send("nobody can read this");
    bed.queue.attributes().remove("RedrivePolicy");
    try (SecretIssuer issuer = bed.open()) {
      for (int minutes = 5; minutes < 640; minutes *= 2) {
        assertThat(issuer.receive(Duration.ZERO)).hasSize(1);
        assertThat(bed.queue.hidden()).containsExactly(Duration.ofMinutes(minutes));
        bed.clock.advance(Duration.ofMinutes(minutes));
      }
      issuer.receive(Duration.ZERO);
      assertThat(bed.queue.hidden()).containsExactly(Duration.ofMinutes(640));
      bed.clock.advance(Duration.ofMinutes(640));
      for (int i = 0; i < 3; i++) {
        issuer.receive(Duration.ZERO);
        assertThat(bed.queue.hidden()).containsExactly(Duration.ofMinutes(710));
        bed.clock.advance(Duration.ofMinutes(710));
      }
      assertThat(bed.queue.left()).hasSize(1);
    }
  }

  @Test
  void unreadableMessagesDoNotStandBeforeASecret() {
    for (int i = 0; i < 95; i++) {
      bed.queue.send("number " + i);
    }
    bed.queue.send(secret("one"));
    try (SecretIssuer issuer = bed.open()) {
      int looks = 0;
      boolean found = false;
      while (!found && looks < 20) {
        looks++;
        found =
            issuer.receive(Duration.ZERO).stream()
                .anyMatch(message -> message.content() instanceof NewSecret);
      }
      assertThat(looks).isEqualTo(10);
    }
  }

  @Test
  void thatUnreadableOnesCannotBePutOffHidesNothing() {
    bed.aws.refuses("ChangeMessageVisibilityBatch", AwsError.of("AccessDenied", "no"));
    bed.queue.send("nobody can read this");
    bed.queue.send(secret("one"));
    try (SecretIssuer issuer = bed.open()) {
      assertThat(issuer.receive(Duration.ZERO)).hasSize(2);
    }
  }

  @Test
  void whatIsNotWhatWasSentIsUnreadableAndComesAgain() {
    bed.queue.damage();
    bed.queue.send(secret("one"));
    try (SecretIssuer issuer = bed.open()) {
      assertThat(issuer.receive(Duration.ZERO))
          .extracting(IssuerMessage::content)
          .containsExactly(new Unreadable("not what was sent: its checksum differs"));
    }
  }

  @Test
  void deadLettersComeFirstAndAreAcknowledgedWhereTheyLie() {
    bed.dead.send(secret("dead"));
    bed.queue.send(secret("one"));
    try (SecretIssuer issuer = bed.open()) {
      List<IssuerMessage> received = issuer.receive(Duration.ofSeconds(20));

      assertThat(received)
          .extracting(IssuerMessage::queue)
          .containsExactly("halfturn-new-secrets-dead", "halfturn-new-secrets");
      received.forEach(issuer::acknowledge);
      assertThat(bed.dead.left()).isEmpty();
      assertThat(bed.queue.left()).isEmpty();
    }
  }

  @Test
  void whereTheDeadLettersCannotBeReadTheQueueIs() {
    bed.queue.send(secret("one"));
    try (SecretIssuer issuer = bed.open(Map.of("dlq-url", bed.dead.url() + "-not-there"))) {
      assertThat(issuer.receive(Duration.ZERO)).hasSize(1);
      assertThatThrownBy(() -> issuer.receive(Duration.ZERO))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }

  @Test
  void theRegionIsThatOfTheAddressOrTheOneThatIsSet() {
    try (SecretIssuer issuer = bed.open();
        SecretIssuer other = bed.open(Map.of("region", "us-west-2"))) {
      issuer.receive(Duration.ZERO);
      assertThat(bed.aws.requests().get(0).region()).isEqualTo("eu-central-1");
      bed.aws.forgetRequests();
      other.receive(Duration.ZERO);
      assertThat(bed.aws.requests().get(0).region()).isEqualTo("us-west-2");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDenied, 403, PERMISSION_DENIED",
    "AccessDeniedException, 400, PERMISSION_DENIED",
    "KmsAccessDenied, 400, PERMISSION_DENIED",
    "AWS.SimpleQueueService.NonExistentQueue, 400, NOT_FOUND",
    "InvalidClientTokenId, 403, UNAUTHENTICATED",
    "ExpiredToken, 403, UNAVAILABLE",
    "OverLimit, 403, FAILED_PRECONDITION",
    "SomethingElse, 400, INVALID_ARGUMENT",
    "SomethingElse, 403, PERMISSION_DENIED"
  })
  void refusalsOfSqsAreToldApartAndNotQuoted(String name, int status, ErrorCode code) {
    bed.aws.refuses("", new AwsError(status, name, "what is of no use to anybody"));
    try (SecretIssuer issuer = bed.open()) {
      assertThatThrownBy(() -> issuer.receive(Duration.ZERO))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.code()).isEqualTo(code);
                assertThat(e.getMessage()).startsWith("SQS refused issuer 'spapi': ");
                assertThat(e).message().doesNotContain("of no use");
              });
    }
  }

  @Test
  void aQueueThatIsNobodysIsRefused() {
    IssuerMessage foreign =
        new IssuerMessage(
            "id",
            "other",
            "receipt",
            1,
            Instant.EPOCH,
            new dev.halfturn.spi.IssuerMessage.ExpiryNotice(
                "client", Instant.EPOCH, Instant.EPOCH, "ANY"));
    try (SecretIssuer issuer = bed.open()) {
      assertThatThrownBy(() -> issuer.acknowledge(foreign))
          .hasMessage("issuer 'spapi' has no queue 'other'");
    }
  }
}
