// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqsFaceTest {

  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(START).seed(7).build();
  private final TestClient client = new TestClient(amazon);

  @AfterEach
  void stop() {
    amazon.close();
  }

  private TestClient.Reply post(String target, Map<String, Object> input) {
    return client.send(
        "POST",
        URI.create(amazon.origin() + "/sqs/"),
        Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", target),
        Json.write(input));
  }

  private Map<String, Object> call(String operation, Object... more) {
    Map<String, Object> input = Json.object(more);
    input.putIfAbsent("QueueUrl", amazon.queueUrl().toString());
    TestClient.Reply answer = post("AmazonSQS." + operation, input);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Json.read(answer.body()).orElseThrow();
  }

  private Map<?, ?> receive(Object... more) {
    List<?> messages = (List<?>) call("ReceiveMessage", more).get("Messages");
    assertThat(messages).hasSize(1);
    return (Map<?, ?>) messages.get(0);
  }

  @Test
  void aMessageIsReceivedWithWhatSqsSaysOfIt() {
    amazon.queue().send("abc");

    Map<?, ?> message = receive();

    assertThat(message.get("Body")).isEqualTo("abc");
    assertThat(message.get("MD5OfBody")).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    assertThat(message.get("Attributes"))
        .isEqualTo(
            Map.of(
                "SentTimestamp",
                String.valueOf(START.toEpochMilli()),
                "ApproximateReceiveCount",
                "1"));
  }

  @Test
  void itIsHiddenDeletedAndPutOff() {
    amazon.queue().send("abc");
    Map<?, ?> message = receive("VisibilityTimeout", 300);
    assertThat(call("ReceiveMessage")).isEmpty();
    call(
        "ChangeMessageVisibility",
        "ReceiptHandle",
        message.get("ReceiptHandle"),
        "VisibilityTimeout",
        600);
    amazon.advance(Duration.ofSeconds(599));
    assertThat(call("ReceiveMessage")).isEmpty();
    amazon.advance(Duration.ofSeconds(1));
    Map<?, ?> again = receive();

    call("DeleteMessage", "ReceiptHandle", message.get("ReceiptHandle"));
    assertThat(amazon.queue().size()).isEqualTo(1);
    call("DeleteMessage", "ReceiptHandle", again.get("ReceiptHandle"));
    assertThat(amazon.queue().size()).isZero();
  }

  @Test
  void severalArePutOffAndDeletedInOneCall() {
    amazon.queue().send("abc");
    amazon.queue().send("abc");
    List<?> messages = (List<?>) call("ReceiveMessage", "MaxNumberOfMessages", 10).get("Messages");
    List<Map<String, Object>> entries =
        messages.stream()
            .map(
                message ->
                    Json.object(
                        "Id",
                        ((Map<?, ?>) message).get("MessageId"),
                        "ReceiptHandle",
                        ((Map<?, ?>) message).get("ReceiptHandle"),
                        "VisibilityTimeout",
                        0))
            .toList();

    assertThat((List<?>) call("ChangeMessageVisibilityBatch", "Entries", entries).get("Successful"))
        .hasSize(2);
    assertThat((List<?>) call("ReceiveMessage", "MaxNumberOfMessages", 10).get("Messages"))
        .hasSize(2);
    call("DeleteMessageBatch", "Entries", entries);
    assertThat(amazon.queue().size()).isEqualTo(2); // the receipts were old ones
  }

  @Test
  void whatWasReceivedTooOftenLiesAmongTheDeadLetters() {
    amazon.queue().redriveAfter(1);
    amazon.queue().send("abc");
    receive();
    amazon.advance(Duration.ofSeconds(30));
    assertThat(call("ReceiveMessage")).isEmpty();

    assertThat(receive("QueueUrl", amazon.deadLetterUrl().toString()).get("Body")).isEqualTo("abc");
    assertThat(amazon.deadLetters().size()).isEqualTo(1);
  }

  @Test
  void aWaitEndsWhenAMessageComes() throws Exception {
    CompletableFuture<Map<?, ?>> waiting =
        CompletableFuture.supplyAsync(() -> receive("WaitTimeSeconds", 20));
    while (amazon.log().mostAtOnce(Endpoint.QUEUE) == 0) {
      Thread.onSpinWait();
    }

    amazon.queue().send("abc");

    assertThat(waiting.get(10, TimeUnit.SECONDS).get("Body")).isEqualTo("abc");
  }

  @Test
  void theQueuesAreAsAmazonWantsThem() {
    amazon.queue().send("abc");
    amazon.queue().send("abc");
    receive();
    Map<?, ?> attributes =
        (Map<?, ?>) call("GetQueueAttributes", "AttributeNames", List.of("All")).get("Attributes");
    Map<?, ?> dead =
        (Map<?, ?>)
            call("GetQueueAttributes", "QueueUrl", amazon.deadLetterUrl().toString())
                .get("Attributes");

    assertThat(attributes.get("MessageRetentionPeriod")).isEqualTo("1209600");
    assertThat(attributes.get("SqsManagedSseEnabled")).isEqualTo("true");
    assertThat(attributes.get("ApproximateNumberOfMessages")).isEqualTo("1");
    assertThat(attributes.get("ApproximateNumberOfMessagesNotVisible")).isEqualTo("1");
    assertThat((String) attributes.get("Policy")).contains("437568002678", "sqs:SendMessage");
    assertThat((String) attributes.get("RedrivePolicy"))
        .contains((String) dead.get("QueueArn"), "1000");
    assertThat(dead.get("RedrivePolicy")).isNull();
    assertThat(call("ListQueueTags")).isEmpty();
  }

  @Test
  void aQueueIsFoundByItsName() {
    assertThat(call("GetQueueUrl", "QueueName", "halfturn-new-secrets-dead").get("QueueUrl"))
        .isEqualTo(amazon.deadLetterUrl().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "AmazonSQS.PurgeQueue, halfturn-new-secrets, InvalidAction",
    "AmazonSQS.ReceiveMessage, other, QueueDoesNotExist",
    "Other.ReceiveMessage, halfturn-new-secrets, InvalidAction",
    "AmazonSQS.DeleteMessage, halfturn-new-secrets, InvalidParameterValue"
  })
  void whatIsNotUnderstoodIsRefusedByNameAndChangesNothing(
      String target, String queue, String error) {
    amazon.queue().send("abc");

    TestClient.Reply answer =
        post(target, Json.object("QueueUrl", amazon.origin() + "/sqs/000000000000/" + queue));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"com.amazonaws.sqs#" + error + "\"");
    assertThat(amazon.queue().size()).isEqualTo(1);
    assertThat(amazon.log().newest(Endpoint.QUEUE).get(0).error()).contains(error);
  }

  @ParameterizedTest
  @CsvSource({"status, 503, ServiceUnavailable", "throttle, 429, ThrottlingException"})
  void faultsCanBeOrdered(String fault, int status, String error) {
    amazon
        .faults()
        .order(
            Endpoint.QUEUE,
            fault.equals("status") ? Fault.status(status) : Fault.throttle(Optional.empty()),
            1);

    TestClient.Reply answer = post("AmazonSQS.ReceiveMessage", Json.object());

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains(error);
  }
}
