// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private final List<Duration> waits = new ArrayList<>();

  private static HalfturnException failure(ErrorCode code) {
    return new HalfturnException(Problem.of(code, "no store"));
  }

  @Test
  void waitsLongerEachTimeAndAMinuteAtMost() {
    String opened =
        Patience.insist(
            () -> {
              if (waits.size() < 8) {
                throw failure(ErrorCode.UNAVAILABLE);
              }
              return "opened";
            },
            (failure, wait) -> waits.add(wait));
    assertThat(opened).isEqualTo("opened");
    assertThat(waits)
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void doesNotInsistWhereItIsInVain() {
    assertThatThrownBy(
            () ->
                Patience.insist(
                    () -> {
                      throw failure(ErrorCode.UNAUTHENTICATED);
                    },
                    (failure, wait) -> waits.add(wait)))
        .isInstanceOf(HalfturnException.class);
    assertThat(waits).isEmpty();
  }
}
