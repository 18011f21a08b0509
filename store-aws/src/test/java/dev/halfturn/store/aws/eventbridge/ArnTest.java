// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {

  @ParameterizedTest
  @CsvSource({
    "arn:aws:sqs:eu-central-1:111122223333:wake-ups, wake-ups",
    "arn:aws-cn:lambda:cn-north-1:111122223333:function:check, check",
    "arn:aws:lambda:eu-central-1:111122223333:function:check:live, live"
  })
  void aTargetIsAQueueOrAFunction(String text, String name) {
    assertThat(Arn.target(text).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wake-ups",
        "arn:aws:sqs:eu-central-1:1111:wake-ups",
        "arn:aws:sqs:eu-central-1:111122223333:wake/ups",
        "arn:aws:sns:eu-central-1:111122223333:function:check",
        "arn:aws:lambda:eu-central-1:111122223333:layer:check"
      })
  void anythingElseIsNoTarget(String text) {
    assertThatThrownBy(() -> Arn.target(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must look like arn:aws:sqs:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"arn:aws:sqs:eu-central-1:111122223333:wake-ups.fifo"})
  void aQueueThatKeepsTheOrderIsNoTarget(String text) {
    assertThatThrownBy(() -> Arn.target(text)).hasMessageContaining("no FIFO queue");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"arn:aws:iam::111122223333:user/x", "arn:aws:sts::111122223333:role/x", "x"})
  void aRoleIsARole(String text) {
    assertThat(Arn.role("arn:aws:iam::111122223333:role/path/x").name()).isEqualTo("x");
    assertThatThrownBy(() -> Arn.role(text)).hasMessageStartingWith("must look like arn:aws:iam:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:sqs:eu-central-1:111122223333:lwa",
        "arn:aws:sns:eu-central-1:111122223333:lwa.fifo",
        "lwa"
      })
  void aTopicIsATopicAndKeepsNoOrder(String text) {
    assertThat(Arn.topic("arn:aws:sns:eu-central-1:111122223333:lwa").name()).isEqualTo("lwa");
    assertThatThrownBy(() -> Arn.topic(text)).hasMessageStartingWith("must look like arn:aws:sns:");
  }
}
