// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static dev.halfturn.store.file.format.Samples.CHEAP;
import static dev.halfturn.store.file.format.Samples.FORMAT;
import static dev.halfturn.store.file.format.Samples.KEY;
import static dev.halfturn.store.file.format.Samples.OTHER_KEY;
import static dev.halfturn.store.file.format.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.store.file.reference.Bouncy;
import dev.halfturn.store.file.reference.ReferenceFile;
import dev.halfturn.store.file.reference.ReferenceSlot;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SlotsTest {

  private final UnlockKey.Passphrase passphrase =
      Samples.passphrase("correct horse battery staple");
  private final OpenedStore one = storeWithContent();
  private final SealedStore two = FORMAT.addSlot(one, NewSlot.of(OTHER_KEY));

  private static OpenedStore storeWithContent() {
    OpenedStore store = Samples.emptyStore();
    return FORMAT
        .seal(store, store.entries().put(Samples.NAME, Samples.value("kept"), Samples.NOON, 3))
        .store();
  }

  @Nested
  class Adding {

    @Test
    void letsBothKeysOpenTheNextGenerationWithTheSameContent() {
      for (UnlockKey key : List.of(KEY, OTHER_KEY)) {
        OpenedStore opened = FORMAT.open(two.file(), key);

        assertThat(opened.header().generation()).isEqualTo(one.header().generation() + 1);
        assertThat(Samples.json(opened.entries())).isEqualTo(Samples.json(one.entries()));
      }
    }

    @Test
    void leavesTheOldSlotAsItIsAndPutsTheNewOneBehindIt() {
      List<Slot> slots = two.store().header().slots();

      assertThat(slots).hasSize(2);
      assertThat(slots.get(0).encode()).isEqualTo(one.header().slots().get(0).encode());
    }

    @Test
    void takesAPassphraseBesideAKey() {
      SealedStore sealed = FORMAT.addSlot(one, NewSlot.of(passphrase, CHEAP));

      assertThat(FORMAT.open(sealed.file(), passphrase).entries().names("")).hasSize(1);
      assertThat(FORMAT.open(sealed.file(), KEY).entries().names("")).hasSize(1);
      assertThat(sealed.store().header().slots().get(1).type()).isEqualTo(SlotType.PASSPHRASE);
      assertThat(sealed.store().header().slots().get(1).kdf()).contains(CHEAP);
    }

    @Test
    void refusesAKeyThatOpensTheStoreAlready() {
      assertThat(refusal(() -> FORMAT.addSlot(two.store(), NewSlot.of(KEY))))
          .isEqualTo("KEY_PRESENT");
      assertThat(refusal(() -> FORMAT.addSlot(two.store(), NewSlot.of(OTHER_KEY))))
          .isEqualTo("KEY_PRESENT");
    }

    @Test
    void refusesANinthKey() {
      OpenedStore store = one;
      for (int i = 2; i <= Header.MAX_SLOTS; i++) {
        store = FORMAT.addSlot(store, NewSlot.of(Samples.rawKey("key " + i))).store();
      }
      OpenedStore full = store;

      assertThat(refusal(() -> FORMAT.addSlot(full, NewSlot.of(Samples.rawKey("key 9")))))
          .isEqualTo("KEY_SLOTS_FULL");
      assertThat(FORMAT.open(FORMAT.seal(full, full.entries()).file(), Samples.rawKey("key 8")))
          .isNotNull();
    }

    @Test
    void choosesAnotherIdWhenTheFirstIsTaken() {
      StoreFileFormat stuckThenFresh =
          new StoreFileFormat(KdfLimits.standard(), new RepeatedThenFresh(one));

      List<Slot> slots =
          stuckThenFresh.addSlot(one, NewSlot.of(OTHER_KEY)).store().header().slots();

      assertThat(slots.stream().map(Slot::id)).doesNotHaveDuplicates();
    }
  }

  @Nested
  class Removing {

    @Test
    void locksTheKeyOutOfTheNextGenerationAndNotOfOlderOnes() {
      SealedStore removed = FORMAT.removeSlot(two.store(), idOf(0));

      assertThat(refusal(() -> FORMAT.open(removed.file(), KEY))).isEqualTo("WRONG_KEY");
      assertThat(FORMAT.open(removed.file(), OTHER_KEY).entries().names("")).hasSize(1);
      assertThat(FORMAT.open(two.file(), KEY)).isNotNull();
    }

    @Test
    void refusesASlotThatIsNotThere() {
      assertThat(refusal(() -> FORMAT.removeSlot(two.store(), new SlotId("0123456789abcdef"))))
          .isEqualTo("NO_SUCH_KEY");
    }

    @Test
    void refusesTheLastSlot() {
      SlotId last = one.header().slots().get(0).id();

      assertThat(refusal(() -> FORMAT.removeSlot(one, last))).isEqualTo("LAST_KEY");
    }
  }

  @Nested
  class Rekeying {

    @Test
    void locksOutKeysThatWereNotGivenAndSaysWhichSlotsThoseWere() {
      RekeyedStore rekeyed = FORMAT.rekey(two.store(), List.of(OTHER_KEY));

      assertThat(rekeyed.dropped()).extracting(Slot::id).containsExactly(idOf(0));
      assertThat(refusal(() -> FORMAT.open(rekeyed.sealed().file(), KEY))).isEqualTo("WRONG_KEY");
      assertThat(FORMAT.open(rekeyed.sealed().file(), OTHER_KEY).entries().names("")).hasSize(1);
    }

    @Test
    void keepsTheStoreAndTheIdsOfTheSlotsAndNothingElseOfThem() {
      RekeyedStore rekeyed = FORMAT.rekey(two.store(), List.of(OTHER_KEY, KEY));
      Header before = two.store().header();
      Header after = rekeyed.sealed().store().header();

      assertThat(rekeyed.dropped()).isEmpty();
      assertThat(after.fileId()).isEqualTo(before.fileId());
      assertThat(after.generation()).isEqualTo(before.generation() + 1);
      for (int i = 0; i < 2; i++) {
        assertThat(after.slots().get(i).id()).isEqualTo(before.slots().get(i).id());
        assertThat(after.slots().get(i).salt()).isNotEqualTo(before.slots().get(i).salt());
        assertThat(after.slots().get(i).wrapped()).isNotEqualTo(before.slots().get(i).wrapped());
      }
    }

    @Test
    void makesTheOldMasterKeyUseless() {
      byte[] rekeyed = FORMAT.rekey(two.store(), List.of(KEY)).sealed().file();

      assertThat(refusal(() -> FORMAT.open(rekeyed, two.store().masterKey())))
          .isEqualTo("STORE_TAMPERED");
    }

    @Test
    void refusesIfNoKeyWouldOpenTheStoreAfterwards() {
      assertThat(refusal(() -> FORMAT.rekey(two.store(), List.of(Samples.rawKey("third")))))
          .isEqualTo("WRONG_KEY");
      assertThat(refusal(() -> FORMAT.rekey(two.store(), List.of()))).isEqualTo("WRONG_KEY");
    }

    @Test
    void raisesACostBelowTheFloorToIt() {
      byte[] cheapElsewhere =
          new ReferenceFile()
              .slot(ReferenceSlot.passphrase("slot", Bouncy.ascii("cheap one"), 64, 1, 2))
              .build();
      UnlockKey key = Samples.passphrase("cheap one");

      SealedStore rekeyed = FORMAT.rekey(FORMAT.open(cheapElsewhere, key), List.of(key)).sealed();

      assertThat(rekeyed.store().header().slots().get(0).kdf())
          .contains(new Argon2Cost(Argon2Cost.FLOOR_MEMORY_KIB, Argon2Cost.FLOOR_PASSES, 2));
      assertThat(FORMAT.open(rekeyed.file(), key)).isNotNull();
    }
  }

  @Nested
  class Finding {

    @Test
    void tellsWhichSlotAKeyOpens() {
      Header header = two.store().header();

      assertThat(FORMAT.slotOf(header, OTHER_KEY).orElseThrow().id()).isEqualTo(idOf(1));
      assertThat(FORMAT.slotOf(header, Samples.rawKey("third"))).isEmpty();
    }
  }

  private SlotId idOf(int index) {
    return two.store().header().slots().get(index).id();
  }

  /** Gives the id of a slot there is, then random numbers. */
  private static final class RepeatedThenFresh extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient OpenedStore store;
    private boolean repeated;

    RepeatedThenFresh(OpenedStore store) {
      this.store = store;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (!repeated) {
        repeated = true;
        byte[] id = store.header().slots().get(0).id().bytes();
        System.arraycopy(id, 0, bytes, 0, bytes.length);
      } else {
        super.nextBytes(bytes);
      }
    }
  }
}
