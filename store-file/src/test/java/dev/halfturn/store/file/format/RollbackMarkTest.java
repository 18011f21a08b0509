// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RollbackMarkTest {

  private final OpenedStore store = Samples.emptyStore();
  private final RollbackMark mark = RollbackMark.of(store.header());
  private final byte[] encoded = mark.encode(store.masterKey());

  @Test
  void comesBackWithTheKeyItWasMadeWith() {
    assertThat(encoded).hasSize(RollbackMark.BYTES);
    assertThat(RollbackMark.decode(encoded, store.masterKey())).contains(mark);
    assertThat(mark.generation()).isEqualTo(1);
  }

  @Test
  void isNotAcceptedWithOneBitChanged() {
    for (int bit = 0; bit < encoded.length * Byte.SIZE; bit++) {
      byte[] changed = encoded.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

      assertThat(RollbackMark.decode(changed, store.masterKey())).isEmpty();
    }
  }

  @Test
  void isNotAcceptedInAnotherLength() {
    for (int length = 0; length < 2 * encoded.length; length++) {
      if (length != encoded.length) {
        assertThat(RollbackMark.decode(Arrays.copyOf(encoded, length), store.masterKey()))
            .isEmpty();
      }
    }
  }

  @Test
  void isNotAcceptedForAnotherStore() {
    assertThat(RollbackMark.decode(encoded, Samples.emptyStore().masterKey())).isEmpty();
  }

  @Test
  void cannotBeMadeWithoutTheMasterKey() {
    MasterKey guessed = new MasterKey(store.header().fileId(), new byte[32]);

    assertThat(RollbackMark.decode(mark.encode(guessed), store.masterKey())).isEmpty();
  }
}
