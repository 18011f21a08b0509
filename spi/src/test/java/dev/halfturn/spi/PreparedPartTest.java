// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreparedPartTest {

  @Test
  void whatWouldForgeALineIsReplaced() {
    PreparedPart part =
        new PreparedPart("topic a\nb", PreparedPart.State.CREATED, Optional.of("do\u001b[1m it"));

    assertThat(part.name()).isEqualTo("topic a?b");
    assertThat(part.advice()).hasValue("do?[1m it");
  }

  @Test
  void hasAState() {
    assertThatNullPointerException()
        .isThrownBy(() -> new PreparedPart("topic", null, Optional.empty()));
  }
}
