// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {

  private static final String CANARY = "canary-in-a-coal-mine";

  private final UnlockKey.Passphrase passphrase = Samples.passphrase(CANARY);
  private final SealedStore sealed = sealed();

  private static SealedStore sealed() {
    OpenedStore store = Samples.emptyStore();
    return Samples.FORMAT.seal(
        store, store.entries().put(Samples.NAME, Samples.value(CANARY), Samples.NOON, 3));
  }

  @Test
  void nothingThatHoldsASecretShowsIt() {
    String masterKey = HexFormat.of().formatHex(sealed.store().masterKey().bytes());
    String rawKey = HexFormat.of().formatHex(Samples.KEY.key().reveal());
    List<Object> holders =
        List.of(
            passphrase,
            Samples.KEY,
            NewSlot.of(Samples.KEY),
            NewSlot.of(passphrase, Samples.CHEAP),
            sealed,
            sealed.store(),
            sealed.store().entries(),
            sealed.store().masterKey(),
            sealed.store().header(),
            sealed.store().header().slots().get(0),
            Samples.FORMAT.rekey(sealed.store(), List.of(Samples.KEY)));

    for (Object holder : holders) {
      assertThat(holder.toString())
          .doesNotContain(CANARY, masterKey, rawKey, Samples.NAME.value())
          .isNotBlank();
    }
  }

  @Test
  void storesAreToldApartByWhatIsNotSecret() {
    String id = sealed.store().header().fileId().hex();

    assertThat(sealed).hasToString("store " + id + ", generation 2, sealed");
    assertThat(sealed.store()).hasToString("store " + id + ", generation 2");
    assertThat(sealed.store().header().fileId()).hasToString(id);
    assertThat(Samples.CHEAP).hasToString("argon2id, 19456 KiB, 2 passes, 1 lanes");
  }

  @Test
  void idsAreLowerCaseHexadecimal() {
    assertThatThrownBy(() -> new FileId("A".repeat(32)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SlotId("0".repeat(15)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
