// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PreparedPart;
import dev.halfturn.spi.PreparedPart.State;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In process, and so in every build; what only the service itself does as well. */
class FakeSnsTest extends SnsContract {

  private FakeSns sns;

  @BeforeEach
  void start() throws IOException {
    sns = new FakeSns();
  }

  @AfterEach
  void stop() {
    sns.close();
  }

  @Override
  SnsBed sns() {
    return sns;
  }

  @Test
  void aMailAddressWaitsForItsConfirmationAndIsNotAskedTwice() {
    String topic = sns.arn("reminders");

    List<State> first = states(Opened.prepare(sns, topic, "ops@example.com,+4915112345678"));
    List<PreparedPart> second = Opened.prepare(sns, topic, "ops@example.com,+4915112345678");
    sns.confirmAll();
    List<State> third = states(Opened.prepare(sns, topic, "ops@example.com,+4915112345678"));

    assertThat(first).containsExactly(State.CREATED, State.PENDING, State.CREATED);
    assertThat(states(second)).containsExactly(State.EXISTING, State.PENDING, State.EXISTING);
    assertThat(second.get(1).advice())
        .hasValue("the link in the mail that AWS has sent there must be clicked");
    assertThat(third).containsExactly(State.EXISTING, State.EXISTING, State.EXISTING);
    assertThat(sns.calls("CreateTopic")).isEqualTo(1);
    assertThat(sns.calls("Subscribe")).isEqualTo(2);
  }

  private static List<State> states(List<PreparedPart> parts) {
    return parts.stream().map(PreparedPart::state).toList();
  }

  @Test
  void aRepeatedNoticeHasTheSameDeduplicationId() {
    String topic = sns.arn("reminders.fifo");
    Opened.prepare(sns, topic, "");
    try (Notifier notifier = Opened.notifier(sns, topic, Map.of())) {
      notifier.send(Opened.NOTICE);
      String first = sns.lastForm().get("MessageDeduplicationId");
      notifier.send(Opened.NOTICE);
      assertThat(sns.lastForm().get("MessageDeduplicationId"))
          .isEqualTo(first)
          .isEqualTo(Opened.NOTICE.id());
    }
  }

  @Test
  void aTopicOfWhichOnlyTheNameIsKnownIsNotSentTo() {
    try (Notifier notifier = Opened.notifier(sns, "reminders", Map.of())) {
      assertThatThrownBy(() -> notifier.send(Opened.NOTICE))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                assertThat(failure.problem().hint().orElse(""))
                    .contains("halfturn notify setup pager");
              });
    }
    assertThat(sns.calls("Publish")).isZero();
  }

  @Test
  void aTopicOfAnotherAccountIsNotMadeInThisOneUnnoticed() {
    assertThatThrownBy(
            () ->
                Opened.prepare(
                    sns, "arn:aws:sns:eu-central-1:999999999999:reminders", "ops@example.com"))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining(sns.arn("reminders"));
    assertThat(sns.calls("Subscribe")).isZero();
  }
}
