// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.reference.Fixed;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreFileFormatTest {

  private final StoreFileFormat format = Samples.FORMAT;
  private final SealedStore created = format.create(NewSlot.of(Samples.KEY));
  private final SealedStore filled =
      format.seal(
          created.store(),
          created.store().entries().put(Samples.NAME, Samples.value("s3cret"), Samples.NOON, 3));

  @Nested
  class Opening {

    @Test
    void showsAnEmptyFirstGenerationAfterCreation() {
      OpenedStore opened = format.open(created.file(), Samples.KEY);

      assertThat(opened.header().generation()).isEqualTo(1);
      assertThat(opened.header().slots()).hasSize(1);
      assertThat(opened.entries().names("")).isEmpty();
    }

    @Test
    void showsWhatWasSealedInTheNextGeneration() {
      OpenedStore opened = format.open(filled.file(), Samples.KEY);

      assertThat(opened.header().generation()).isEqualTo(2);
      assertThat(opened.header().fileId()).isEqualTo(created.store().header().fileId());
      assertThat(opened.entries().find(Samples.NAME).orElseThrow().value())
          .isEqualTo(Samples.value("s3cret"));
    }

    @Test
    void needsNoSlotWithTheMasterKeyOfAnotherGeneration() {
      OpenedStore opened = format.open(filled.file(), created.store().masterKey());

      assertThat(Samples.json(opened.entries())).isEqualTo(Samples.json(filled.store().entries()));
    }

    @Test
    void refusesAFileOfAnotherStoreByItsMasterKey() {
      byte[] other = format.create(NewSlot.of(Samples.KEY)).file();

      assertThat(Samples.refusal(() -> format.open(other, filled.store().masterKey())))
          .isEqualTo("STORE_TAMPERED");
    }

    @Test
    void namesTheSlotsThereAreWhenTheKeyIsWrong() {
      assertThatExceptionOfType(HalfturnException.class)
          .isThrownBy(() -> format.open(filled.file(), Samples.OTHER_KEY))
          .satisfies(
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
                assertThat(e.reason()).isEqualTo("WRONG_KEY");
                assertThat(e.hint().orElseThrow())
                    .contains(filled.store().header().slots().get(0).id().hex(), "RAW_KEY");
              });
    }

    @Test
    void leavesTheBytesItWasGivenAlone() {
      byte[] file = filled.file();
      byte[] copy = file.clone();

      format.open(file, Samples.KEY);

      assertThat(file).isEqualTo(copy);
    }

    @ParameterizedTest
    @CsvSource({
      "STORE_CORRUPT, CORRUPT, 0",
      "STORE_TAMPERED, CORRUPT, 30",
      "UNSUPPORTED_VERSION, UNSUPPORTED, 12"
    })
    void reportsEachReasonUnderItsCode(String reason, ErrorCode code, int damagedByte) {
      byte[] file = filled.file();
      file[damagedByte] ^= 8;

      assertThatExceptionOfType(HalfturnException.class)
          .isThrownBy(() -> format.open(file, Samples.KEY))
          .satisfies(
              e -> {
                assertThat(e.reason()).isEqualTo(reason);
                assertThat(e.code()).isEqualTo(code);
                assertThat(e.hint()).isPresent();
                assertThat(e.getCause()).isNull();
              });
    }

    @Test
    void refusesAFileLargerThanSixteenMebibytes() {
      byte[] file = Arrays.copyOf(filled.file(), StoreFileFormat.MAX_FILE_BYTES + 1);

      assertThat(Samples.refusal(() -> format.open(file, Samples.KEY))).isEqualTo("STORE_CORRUPT");
    }
  }

  @Nested
  class Sealing {

    @Test
    void showsTheSameAsOpeningWhatItMade() {
      OpenedStore opened = format.open(filled.file(), Samples.KEY);

      assertThat(opened.entries().plaintext()).isEqualTo(filled.store().entries().plaintext());
      assertThat(FileLayout.encodeHeader(opened.header()))
          .isEqualTo(FileLayout.encodeHeader(filled.store().header()));
    }

    @Test
    void handsOutCopiesOfTheFile() {
      filled.file()[0] = 0;

      assertThat(filled.file()[0]).isEqualTo((byte) 'H');
    }

    @Test
    void fillsAFileUpToSixteenMebibytesAndNoFurther() {
      Entries fits = ofTotalSize(16 * 1024 * 1024 - 64 * 1024);
      Entries tooMuch = ofTotalSize(16 * 1024 * 1024 + 1024);

      assertThat(
              format
                  .open(format.seal(created.store(), fits).file(), Samples.KEY)
                  .entries()
                  .names(""))
          .hasSize(16);
      assertThat(Samples.refusal(() -> format.seal(created.store(), tooMuch)))
          .isEqualTo("STORE_TOO_LARGE");
    }

    @Test
    void refusesChangesThatCouldNeverFitBeforeTheyAreEncoded() {
      TreeMap<SecretName, Optional<SecretValue>> changes = new TreeMap<>();
      SecretValue large = SecretValue.of(new byte[9 << 20]);
      IntStream.range(0, 4).forEach(i -> changes.put(SecretName.of("a" + i), Optional.of(large)));

      assertThat(Samples.refusal(() -> Entries.empty().apply(changes, Samples.NOON, 3)))
          .isEqualTo("STORE_TOO_LARGE");
    }

    private Entries ofTotalSize(int bytes) {
      TreeMap<SecretName, Optional<SecretValue>> changes = new TreeMap<>();
      SecretValue value = SecretValue.of(Fixed.bytes("large", bytes / 16 / 4 * 3));
      IntStream.range(0, 16).forEach(i -> changes.put(SecretName.of("a" + i), Optional.of(value)));
      return Entries.empty().apply(changes, Samples.NOON, 3);
    }
  }

  @Nested
  class ReadingBack {

    @Test
    void acceptsTheBytesThatWereSealed() {
      format.verify(filled.file(), filled);
    }

    @Test
    void refusesEveryOtherByte() {
      byte[] file = filled.file();
      file[file.length - 1] ^= 1;

      assertThat(Samples.refusal(() -> format.verify(file, filled))).isEqualTo("STORE_CORRUPT");
    }

    @Test
    void refusesWhatWasSealedWrongly() {
      byte[] file = filled.file();
      SealedStore other = new SealedStore(file, created.store());
      byte[] damaged = filled.file();
      damaged[damaged.length - 1] ^= 1;

      assertThat(Samples.refusal(() -> format.verify(file, other))).isEqualTo("STORE_TAMPERED");
      assertThat(
              Samples.refusal(
                  () -> format.verify(damaged, new SealedStore(damaged, filled.store()))))
          .isEqualTo("STORE_TAMPERED");
    }
  }

  @Nested
  class Inspecting {

    @Test
    void needsNoKeyAndProvesNothing() {
      byte[] file = filled.file();
      file[36] ^= 1;

      Header header = StoreFileFormat.inspect(file);

      assertThat(header.generation()).isEqualTo(3);
      assertThat(header.fileId()).isEqualTo(filled.store().header().fileId());
    }

    @Test
    void refusesWhatIsNoStoreFile() {
      assertThat(Samples.refusal(() -> StoreFileFormat.inspect(new byte[100])))
          .isEqualTo("STORE_CORRUPT");
    }
  }

  @Nested
  class AWipedMasterKey {

    @Test
    void opensAndSealsNothingAnyMore() {
      MasterKey key = filled.store().masterKey();

      key.destroy();
      key.destroy();

      assertThat(Samples.refusal(() -> format.open(filled.file(), key)))
          .isEqualTo("FAILED_PRECONDITION");
      assertThat(Samples.refusal(() -> format.seal(filled.store(), Entries.empty())))
          .isEqualTo("FAILED_PRECONDITION");
    }
  }

  @Test
  void aHeaderHasAGenerationAndOneToEightSlots() {
    Header header = created.store().header();
    List<Slot> nine = Collections.nCopies(9, header.slots().get(0));

    assertThatThrownBy(() -> new Header(header.fileId(), 0, header.slots()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Header(header.fileId(), 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Header(header.fileId(), 1, nine))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
