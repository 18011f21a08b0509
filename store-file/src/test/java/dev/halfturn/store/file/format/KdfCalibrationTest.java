// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.file.format.KdfCalibration.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KdfCalibrationTest {

  private static final KdfLimits ROOMY = new KdfLimits(256 * 1024, 10, 16, Long.MAX_VALUE);

  private final List<Argon2Cost> measured = new ArrayList<>();

  /** A machine that takes 5 ms for each MiB, and 300 ms more for its first derivation. */
  private Duration measure(Argon2Cost cost) {
    boolean first = measured.isEmpty();
    measured.add(cost);
    return Duration.ofMillis(5L * cost.memoryKib() / 1024 + (first ? 300 : 0));
  }

  private List<Trial> trials(KdfLimits limits, Duration target) {
    return new KdfCalibration(limits, this::measure).trials(target);
  }

  @Test
  void endsWithTheFirstThatTakesLongerThanTheTarget() {
    List<Trial> trials = trials(ROOMY, Duration.ofSeconds(1));

    assertThat(trials)
        .extracting(Trial::memoryMib)
        .containsExactly(19, 24, 32, 48, 64, 96, 128, 192);
    assertThat(trials.get(6).took()).isEqualTo(Duration.ofMillis(5 * 128 + 300));
    assertThat(trials.get(7).took()).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void countsWhatAFreshJvmNeedsMoreOnce() {
    assertThat(trials(ROOMY, Duration.ofMillis(400)).get(0).took())
        .isEqualTo(Duration.ofMillis(5 * 19 + 300));
  }

  @Test
  void triesOneEvenIfThatIsTooLong() {
    assertThat(trials(ROOMY, Duration.ofMillis(1)))
        .extracting(Trial::memoryMib)
        .containsExactly(19);
  }

  @Test
  void neverGoesBeyondTheLimits() {
    assertThat(trials(ROOMY, Duration.ofHours(1)))
        .extracting(Trial::memoryMib)
        .endsWith(256)
        .doesNotContain(384);
    assertThat(measured).allSatisfy(cost -> assertThat(cost.isBelowFloor()).isFalse());
  }

  @Test
  void refusesIfThereIsNoRoomForTheLeast() {
    KdfLimits small = new KdfLimits(256 * 1024, 10, 16, 16 << 20);

    assertThatThrownBy(() -> trials(small, Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("KDF_LIMIT"));
    assertThat(measured).isEmpty();
  }

  @Test
  void reallyMeasures() {
    assertThat(new KdfCalibration(ROOMY).trials(Duration.ofNanos(1)))
        .singleElement()
        .satisfies(trial -> assertThat(trial.took()).isPositive());
  }
}
