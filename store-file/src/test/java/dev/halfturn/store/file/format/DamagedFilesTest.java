// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.file.reference.Fixed;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DamagedFilesTest {

  private static final String[] DEFINED = {
    "STORE_CORRUPT", "STORE_TAMPERED", "UNSUPPORTED_VERSION", "WRONG_KEY"
  };

  private final SealedStore older = Samples.storeOfTwoKeys(1400);
  private final byte[] file = older.file();
  private final byte[] nextFile =
      Samples.FORMAT.seal(older.store(), older.store().entries()).file();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  @Test
  void theSampleIsGoodAndHasTwoKibibytesOfContent() {
    open(file);
    open(nextFile);

    assertThat(outcomes).isEqualTo(Map.of("opened", 2));
    assertThat(file).hasSize(38 + 2 * 91 + 32 + 32 + 2048 + 16);
  }

  @Test
  void noFlippedBitIsAccepted() {
    for (int bit = 0; bit < file.length * Byte.SIZE; bit++) {
      byte[] damaged = file.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      open(damaged);
    }

    assertRefused(file.length * Byte.SIZE);
  }

  @Test
  void noTruncationAndNoExtensionIsAccepted() {
    for (int length = 0; length < file.length; length++) {
      open(Arrays.copyOf(file, length));
    }
    for (int more = 1; more <= 64; more++) {
      open(Arrays.copyOf(file, file.length + more));
      open(Bytes.concat(file, Fixed.bytes("more", more)));
    }

    assertRefused(file.length + 128);
  }

  @Test
  void noMutationIsAcceptedAndNoneEndsUnexpectedly() {
    int mutations = Integer.getInteger("halfturn.fuzz.mutations");
    long seed = Samples.RANDOM.nextLong();
    Mutator mutator = new Mutator(seed);
    int same = 0;
    for (int i = 0; i < mutations; i++) {
      byte[] damaged = mutator.mutate(file, nextFile);
      if (Arrays.equals(damaged, file) || Arrays.equals(damaged, nextFile)) {
        same++;
      } else {
        open(damaged);
      }
    }

    assertThat(outcomes.keySet()).as("seed %d", seed).containsExactlyInAnyOrder(DEFINED);
    assertRefused(mutations - same);
    assertThat(same).isLessThan(mutations / 20);
  }

  private void open(byte[] damaged) {
    outcomes.merge(outcome(damaged), 1, Integer::sum);
  }

  private static String outcome(byte[] damaged) {
    try {
      Samples.FORMAT.open(damaged, Samples.OTHER_KEY);
      return "opened";
    } catch (HalfturnException e) {
      return e.reason();
    }
  }

  private void assertRefused(int count) {
    assertThat(outcomes.keySet()).isSubsetOf(DEFINED);
    assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(count);
  }
}
