// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallValuesTest {

  @ParameterizedTest
  @ValueSource(strings = {"1", "projects/p/secrets/s/versions/7", "a1b2:c3", "-"})
  void aVersionIdIsAToken(String id) {
    assertThat(new SecretVersion(id, Instant.EPOCH).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\n", "ä", "\u001b"})
  void aVersionIdIsNothingElse(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> new SecretVersion(id, Instant.EPOCH));
    assertThat(new SecretVersion("x".repeat(128), Instant.EPOCH).id()).hasSize(128);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecretVersion("x".repeat(129), Instant.EPOCH));
  }

  @Test
  void aReplyLineInAReceiptCannotForgeALogLine() {
    assertThat(new Receipt("250 ok\r\n\u001b[2J", Instant.EPOCH).reference())
        .isEqualTo("250 ok???[2J");
    assertThat(new Receipt("", Instant.EPOCH).reference()).isEmpty();
    assertThat(new Receipt("x".repeat(10_000), Instant.EPOCH).reference()).hasSize(512);
  }

  @Test
  void aConditionHasAStableNameAndOneLine() {
    assertThat(new StoreCondition("HWM_LOST", "no mark\nfound").text()).isEqualTo("no mark?found");
    assertThatIllegalArgumentException().isThrownBy(() -> new StoreCondition("lost", "text"));
  }

  @Test
  void aReportKeepsCopiesOfItsLists() {
    List<KeySlot> keys = new ArrayList<>();
    List<StoreCondition> conditions = new ArrayList<>();
    StoreReport report = new StoreReport("/a", "id", 1, 0, keys, conditions);
    keys.add(new KeySlot("1", "key", "a key", true));
    conditions.add(new StoreCondition("HWM_LOST", "no mark"));

    assertThat(report.keys()).isEmpty();
    assertThat(report.conditions()).isEmpty();
  }
}
