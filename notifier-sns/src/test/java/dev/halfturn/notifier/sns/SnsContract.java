// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.notifier.sns.SnsBed.Published;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PreparedPart;
import dev.halfturn.spi.PreparedPart.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What must hold with everything that speaks as SNS does. */
abstract class SnsContract {

  abstract SnsBed sns();

  @Test
  void aNoticeIsPublishedWithATextForEachWay() throws Exception {
    String topic = sns().arn("reminders");
    Opened.prepare(sns(), topic, "");
    try (Notifier notifier = Opened.notifier(sns(), topic, Map.of())) {
      assertThat(notifier.send(Opened.NOTICE).reference()).isNotBlank();
    }

    Published published = sns().published().get(0);
    assertThat(published.topic()).isEqualTo(topic);
    assertThat(published.subject()).isEqualTo(Opened.NOTICE.subject());
    assertThat(JSON.std.mapFrom(published.message()))
        .isEqualTo(
            Map.of(
                "default",
                Opened.NOTICE.body(),
                "email",
                Opened.NOTICE.body(),
                "sms",
                "erp: rotate the LWA client secret within 7 days. Ends 2026-03-08 09:14 UTC."
                    + " Type: halfturn rotate erp"));
    assertThat(published.attributes())
        .isEqualTo(
            Map.of("app", "erp", "notice", "5f0c1d", "occasion", "173", "severity", "critical"));
  }

  @Test
  void aFifoTopicIsMadeAsOneAndGetsTheGroupOfTheApplication() throws Exception {
    String topic = sns().arn("reminders.fifo");
    Opened.prepare(sns(), topic, "");
    try (Notifier notifier = Opened.notifier(sns(), topic, Map.of())) {
      notifier.send(Opened.NOTICE);
    }

    assertThat(sns().published().get(0).group()).isEqualTo("erp");
  }

  @Test
  void aTopicThatIsNotThereIsNotFound() {
    try (Notifier notifier = Opened.notifier(sns(), sns().arn("nowhere"), Map.of())) {
      assertThatThrownBy(() -> notifier.send(Opened.NOTICE))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
                assertThat(failure.problem().hint())
                    .hasValue("make the topic: halfturn notify setup pager");
              });
    }
  }

  @Test
  void whatIsMissingIsMadeOnceAndFoundTheNextTime() {
    String topic = sns().arn("reminders");
    String subscribe = "Ops@example.com, +4915112345678, second@example.com";

    List<PreparedPart> first = Opened.prepare(sns(), topic, subscribe);
    List<PreparedPart> second = Opened.prepare(sns(), topic, subscribe);

    assertThat(first)
        .extracting(PreparedPart::name)
        .containsExactly(
            "topic " + topic,
            "subscription email ops@example.com",
            "subscription sms +4915112345678",
            "subscription email second@example.com");
    assertThat(first).extracting(PreparedPart::state).doesNotContain(State.EXISTING);
    assertThat(second).extracting(PreparedPart::name).isEqualTo(names(first));
    assertThat(second).extracting(PreparedPart::state).doesNotContain(State.CREATED);
    assertThat(second.get(0).state()).isEqualTo(State.EXISTING);
    assertThat(second.get(2).state()).isEqualTo(State.EXISTING);
  }

  private static List<String> names(List<PreparedPart> parts) {
    return parts.stream().map(PreparedPart::name).toList();
  }

  @Test
  void aTopicThatIsKnownByItsNameIsMadeOnceAndItsArnIsTold() {
    Opened.prepare(sns(), "other-one", "");
    Opened.prepare(sns(), "other-two", "");
    Opened.prepare(sns(), "other-three", "");

    PreparedPart first = Opened.prepare(sns(), "reminders", "").get(0);
    PreparedPart second = Opened.prepare(sns(), "reminders", "").get(0);

    assertThat(first.name()).isEqualTo("topic " + sns().arn("reminders"));
    assertThat(first.state()).isEqualTo(State.CREATED);
    assertThat(first.advice())
        .hasValue("set notifier.pager.topic-arn to " + sns().arn("reminders"));
    assertThat(second.name()).isEqualTo(first.name());
    assertThat(second.state()).isEqualTo(State.EXISTING);
  }
}
