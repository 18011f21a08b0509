// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedQueueTest {

  private static final Duration VISIBILITY = Duration.ofSeconds(30);
  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(START).seed(1).build();
  private final SimulatedQueue queue = amazon.queue();

  @AfterEach
  void close() {
    amazon.close();
  }

  @Test
  void receivedMessageIsHiddenForItsVisibilityTime() {
    queue.send("a");
    assertThat(receiveOne().receiveCount()).isEqualTo(1);

    amazon.advance(VISIBILITY.minusMillis(1));
    assertThat(queue.receive(10, VISIBILITY)).isEmpty();
    amazon.advance(Duration.ofMillis(1));
    assertThat(receiveOne().receiveCount()).isEqualTo(2);
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void visibilityCanBeChanged() {
    queue.send("a");
    String handle = receiveOne().receiptHandle();

    queue.changeVisibility(handle, Duration.ofHours(12));
    amazon.advance(Duration.ofHours(12).minusMillis(1));
    assertThat(queue.receive(1, VISIBILITY)).isEmpty();
    queue.changeVisibility(handle, Duration.ZERO);
    assertThat(queue.receive(1, VISIBILITY)).hasSize(1);
  }

  @Test
  void deletedMessageIsGone() {
    queue.send("a");
    queue.delete(receiveOne().receiptHandle());

    amazon.advance(Duration.ofDays(1));
    assertThat(queue.size()).isZero();
  }

  @Test
  void deletingWithAnOldHandleSucceedsWithoutDeleting() {
    queue.send("a");
    queue.delete("");
    SimulatedQueue.Message first = receiveOne();
    amazon.advance(VISIBILITY);
    SimulatedQueue.Message second = receiveOne();
    assertThat(second.messageId()).isEqualTo(first.messageId());
    assertThat(second.receiptHandle()).isNotEqualTo(first.receiptHandle());

    queue.delete(first.receiptHandle());
    queue.delete("never given out");
    assertThat(queue.size()).isEqualTo(1);
    queue.delete(second.receiptHandle());
    assertThat(queue.size()).isZero();
  }

  @Test
  void messageMayComeBackAfterItWasDeleted() {
    queue.send("a");
    queue.surviveNextDeletes(1);
    queue.delete("never given out");
    queue.delete(receiveOne().receiptHandle());

    amazon.advance(VISIBILITY);
    queue.delete(receiveOne().receiptHandle());
    assertThat(queue.size()).isZero();
  }

  @Test
  void messageMayArriveTwiceUnderTheSameId() {
    queue.duplicateNext(1);
    queue.send("a");
    queue.send("b");

    List<SimulatedQueue.Message> messages = queue.receive(10, VISIBILITY);

    assertThat(messages)
        .extracting(SimulatedQueue.Message::body)
        .containsExactlyInAnyOrder("a", "a", "b");
    assertThat(messages.stream().map(SimulatedQueue.Message::messageId).distinct()).hasSize(2);
    assertThat(messages.stream().map(SimulatedQueue.Message::receiptHandle).distinct()).hasSize(3);
  }

  @Test
  void messageMayBeLost() {
    queue.loseNext(1);
    queue.send("a");
    queue.send("b");

    assertThat(queue.receive(10, VISIBILITY))
        .extracting(SimulatedQueue.Message::body)
        .containsExactly("b");
  }

  @Test
  void messagesComeInAnyOrderUnlessOrdered() {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sent.add("message " + i);
      queue.send("message " + i);
    }

    assertThat(bodies(queue.receive(10, Duration.ZERO)))
        .containsExactlyInAnyOrderElementsOf(sent)
        .isNotEqualTo(sent);
    queue.inOrder(true);
    assertThat(bodies(queue.receive(10, Duration.ZERO))).isEqualTo(sent);
    assertThat(bodies(queue.receive(3, Duration.ZERO))).isEqualTo(sent.subList(0, 3));
  }

  @Test
  void deliveryMayTakeItsTime() {
    queue.deliveryDelay(Duration.ofMinutes(20));
    queue.send("a");

    amazon.advance(Duration.ofMinutes(20).minusMillis(1));
    assertThat(queue.receive(1, VISIBILITY)).isEmpty();
    amazon.advance(Duration.ofMillis(1));
    assertThat(receiveOne().sentAt()).isEqualTo(START);
  }

  @Test
  void messagesAreForgottenAfterTheRetention() {
    queue.send("a");
    amazon.advance(Duration.ofDays(14).minusMillis(1));
    assertThat(queue.size()).isEqualTo(1);
    amazon.advance(Duration.ofMillis(1));
    assertThat(queue.size()).isZero();

    queue.retention(Duration.ofDays(4));
    queue.send("b");
    amazon.advance(Duration.ofDays(4));
    assertThat(queue.size()).isZero();
  }

  @Test
  void messageReceivedTooOftenGoesToTheDeadLetterQueueAndItsAgeCountsOn() {
    SimulatedQueue deadLetters = queue.redriveAfter(2);
    assertThat(queue.redriveAfter(2)).isSameAs(deadLetters);
    queue.send("a");
    receiveOne();
    amazon.advance(VISIBILITY);
    receiveOne();
    assertThat(queue.size()).isEqualTo(1);

    amazon.advance(VISIBILITY);

    assertThat(queue.receive(1, VISIBILITY)).isEmpty();
    assertThat(deadLetters.receive(1, VISIBILITY))
        .singleElement()
        .satisfies(message -> assertThat(message.body()).isEqualTo("a"))
        .satisfies(message -> assertThat(message.sentAt()).isEqualTo(START))
        .satisfies(message -> assertThat(message.receiveCount()).isEqualTo(1));
    amazon.advance(Duration.ofDays(14).minus(VISIBILITY).minus(VISIBILITY));
    assertThat(deadLetters.size()).isZero();
  }

  @Test
  void limitsAreThoseOfTheService() {
    assertThatThrownBy(() -> queue.receive(0, VISIBILITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queue.receive(11, VISIBILITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queue.receive(1, Duration.ofHours(12).plusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queue.receive(1, Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queue.retention(Duration.ofDays(15)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queue.retention(Duration.ofSeconds(59)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void messageDoesNotPrintItsBody() {
    queue.send("top secret");

    assertThat(receiveOne().toString()).contains("received 1 times").doesNotContain("top secret");
  }

  private SimulatedQueue.Message receiveOne() {
    List<SimulatedQueue.Message> messages = queue.receive(1, VISIBILITY);
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  private static List<String> bodies(List<SimulatedQueue.Message> messages) {
    return messages.stream().map(SimulatedQueue.Message::body).toList();
  }
}
