// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KdfLimitsTest {

  private static final long HUGE_HEAP = 1L << 40;

  private final KdfLimits limits = new KdfLimits(256 * 1024, 10, 16, HUGE_HEAP);

  @ParameterizedTest
  @CsvSource({"262144, 10, 16", "8, 1, 1", "65536, 3, 1"})
  void allowWhatIsWithinThem(int memoryKib, int passes, int lanes) {
    assertThat(excess(limits, memoryKib, passes, lanes)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"262145, 3, 1", "65536, 11, 1", "65536, 3, 17", "2147483647, 65535, 255"})
  void refuseWhatIsBeyondThem(int memoryKib, int passes, int lanes) {
    HalfturnException refused = excess(limits, memoryKib, passes, lanes).orElseThrow();

    assertThat(refused.reason()).isEqualTo("KDF_LIMIT");
    assertThat(refused.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(refused.hint().orElseThrow()).contains("262144 KiB, 10 passes, 16 lanes");
  }

  @Test
  void raisedMemoryAllowsMore() {
    KdfLimits raised = new KdfLimits(1 << 20, 10, 16, HUGE_HEAP);

    assertThat(excess(raised, 1 << 20, 3, 1)).isEmpty();
    assertThat(excess(raised, (1 << 20) + 1, 3, 1)).isPresent();
  }

  @Test
  void refuseWhatTheHeapHasNoRoomForAndSayHowMuchItTakes() {
    HalfturnException refused =
        excess(new KdfLimits(256 * 1024, 10, 16, 64L << 20), 65536, 3, 1).orElseThrow();

    assertThat(refused.reason()).isEqualTo("KDF_LIMIT");
    assertThat(refused.hint().orElseThrow()).contains("-Xmx82m");
  }

  @Test
  void allowSixtyFourMebibytesInAHeapOfEighty() {
    assertThat(excess(new KdfLimits(256 * 1024, 10, 16, 77L << 20), 65536, 3, 1)).isEmpty();
  }

  @Test
  void needNothingFromASlotWithoutDerivation() {
    assertThat(limits.excess(Optional.empty())).isEmpty();
  }

  @Test
  void standardOnesKnowTheHeapOfThisMachine() {
    assertThat(KdfLimits.standard())
        .isEqualTo(new KdfLimits(256 * 1024, 10, 16, Runtime.getRuntime().maxMemory()));
    assertThat(KdfLimits.ofMemory(1024).memoryKib()).isEqualTo(1024);
  }

  @Test
  void areCheckedBeforeASlotIsMade() {
    StoreFileFormat strict =
        new StoreFileFormat(new KdfLimits(1024, 10, 16, HUGE_HEAP), Samples.RANDOM);
    NewSlot slot = NewSlot.of(Samples.passphrase("far too long to guess"), Samples.CHEAP);

    assertThat(Samples.refusal(() -> strict.create(slot))).isEqualTo("KDF_LIMIT");
    assertThat(Samples.refusal(() -> strict.addSlot(Samples.emptyStore(), slot)))
        .isEqualTo("KDF_LIMIT");
  }

  @ParameterizedTest
  @CsvSource({"19455, 2, 1", "19456, 1, 1"})
  void aNewSlotHasAFloor(int memoryKib, int passes, int lanes) {
    Argon2Cost cost = new Argon2Cost(memoryKib, passes, lanes);

    assertThatExceptionOfType(HalfturnException.class)
        .isThrownBy(() -> NewSlot.of(Samples.passphrase("x"), cost))
        .satisfies(e -> assertThat(e.reason()).isEqualTo("KDF_LIMIT"));
  }

  @ParameterizedTest
  @CsvSource({
    "64, 0, 1",
    "64, 65536, 1",
    "64, 1, 0",
    "4096, 1, 256",
    "7, 1, 1",
    "15, 1, 2",
    "-1, 1, 1"
  })
  void someCostsDoNotExist(int memoryKib, int passes, int lanes) {
    assertThatThrownBy(() -> new Argon2Cost(memoryKib, passes, lanes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theStandardCostIsAboveTheFloor() {
    assertThat(Argon2Cost.standard()).isEqualTo(new Argon2Cost(65536, 3, 1));
    assertThat(Argon2Cost.standard().isBelowFloor()).isFalse();
  }

  private static Optional<HalfturnException> excess(
      KdfLimits limits, int memoryKib, int passes, int lanes) {
    return limits.excess(Optional.of(new Argon2Cost(memoryKib, passes, lanes)));
  }
}
