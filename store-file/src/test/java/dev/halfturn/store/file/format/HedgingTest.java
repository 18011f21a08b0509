// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.reference.Fixed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No two writes share a key, and nothing of the content shows. */
class HedgingTest {

  private static final int WRITES = Boolean.getBoolean("halfturn.stress") ? 100_000 : 10_000;

  @Test
  void manyWritesOfTheSameContentHaveNothingSecretInCommon() {
    OpenedStore store = storeWithContent();
    Set<String> salts = new HashSet<>();
    Set<String> payloads = new HashSet<>();
    for (int i = 0; i < WRITES; i++) {
      SealedStore sealed = Samples.FORMAT.seal(store, store.entries());
      salts.add(saltOf(sealed.file()));
      payloads.add(payloadOf(sealed.file()));
      store = sealed.store();
    }

    assertThat(salts).hasSize(WRITES);
    assertThat(payloads).hasSize(WRITES);
  }

  @Test
  void noPieceOfAValueOrANameIsInTheFile() {
    SealedStore sealed = Samples.FORMAT.seal(storeWithContent(), storeWithContent().entries());
    String file = new String(sealed.file(), StandardCharsets.ISO_8859_1);

    assertThat(pieces(sealed.store().entries().plaintext())).hasSizeGreaterThan(100);
    assertThat(pieces(sealed.store().entries().plaintext())).noneMatch(file::contains);
    assertThat(pieces(Fixed.bytes("value", 300))).noneMatch(file::contains);
  }

  @Test
  void repeatedRandomNumbersGiveEachPlaintextAKeyOfItsOwn() {
    StoreFileFormat stuck = new StoreFileFormat(KdfLimits.standard(), new StuckRandom());
    OpenedStore store = stuck.create(NewSlot.of(Samples.KEY)).store();

    byte[] one =
        stuck
            .seal(store, store.entries().put(Samples.NAME, Samples.value("one"), Samples.NOON, 3))
            .file();
    byte[] two =
        stuck
            .seal(store, store.entries().put(Samples.NAME, Samples.value("two"), Samples.NOON, 3))
            .file();

    assertThat(one).hasSameSizeAs(two);
    assertThat(saltOf(one)).isNotEqualTo(saltOf(two));
    assertThat(payloadOf(one).substring(0, 32)).isNotEqualTo(payloadOf(two).substring(0, 32));
  }

  @Test
  void repeatedRandomNumbersGiveEachGenerationAKeyOfItsOwn() {
    StoreFileFormat stuck = new StoreFileFormat(KdfLimits.standard(), new StuckRandom());
    SealedStore first = stuck.create(NewSlot.of(Samples.KEY));
    SealedStore second = stuck.seal(first.store(), first.store().entries());

    assertThat(saltOf(first.file())).isNotEqualTo(saltOf(second.file()));
  }

  @Test
  void repeatedRandomNumbersGiveEachMasterKeySlotSaltsOfItsOwn() {
    SlotId id = new SlotId("0123456789abcdef");
    List<String> salts =
        List.of("one master key", "another").stream()
            .map(label -> new MasterKey(new FileId("0".repeat(32)), Fixed.bytes(label, 32)))
            .map(key -> SlotCrypto.wrap(key, id, NewSlot.of(Samples.KEY), new StuckRandom()))
            .map(slot -> HexFormat.of().formatHex(slot.salt()))
            .toList();

    assertThat(salts).doesNotHaveDuplicates();
  }

  private static OpenedStore storeWithContent() {
    OpenedStore store = Samples.emptyStore();
    Entries entries =
        store
            .entries()
            .put(
                SecretName.of("confidential-supplier/lwa/clientsecret"),
                SecretValue.of(Fixed.bytes("value", 300)),
                Samples.NOON,
                3);
    return Samples.FORMAT.seal(store, entries).store();
  }

  private static List<String> pieces(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1).replaceAll("\0+$", "");
    return IntStream.rangeClosed(0, text.length() - 8)
        .mapToObj(start -> text.substring(start, start + 8))
        .toList();
  }

  private static String saltOf(byte[] file) {
    return HexFormat.of().formatHex(FileLayout.parse(file).writeSalt(file));
  }

  private static String payloadOf(byte[] file) {
    int start = FileLayout.parse(file).payloadStart();
    return HexFormat.of().formatHex(Arrays.copyOfRange(file, start, file.length));
  }
}
