// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.format.EntriesCheck;
import dev.halfturn.store.file.format.KdfLimits;
import dev.halfturn.store.file.format.KeyFileText;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.format.StoreFileFormat;
import dev.halfturn.store.file.format.UnlockKey;
import dev.halfturn.store.file.reference.ReferenceContent;
import dev.halfturn.store.file.reference.ReferenceReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorsTest {

  private static final KdfLimits LIMITS = new KdfLimits(256 * 1024, 10, 16, 1L << 40);

  private final StoreFileFormat format = new StoreFileFormat(LIMITS, new SecureRandom());

  static List<Vector> kept() {
    return VectorFiles.all();
  }

  static List<Vector> keptThatOpen() {
    return kept().stream().filter(vector -> vector.expect().equals(Vector.OK)).toList();
  }

  @ParameterizedTest
  @MethodSource("kept")
  void endsAsExpected(Vector vector) {
    assertThat(outcome(vector)).as(vector.comment()).isEqualTo(vector.expect());
  }

  @ParameterizedTest
  @MethodSource("keptThatOpen")
  void whatOpensHoldsWhatTheReferenceReadsInIt(Vector vector) {
    Vector.Opened expected = vector.opened().orElseThrow();
    byte[] json = ReferenceReader.open(vector.file(), expected.slot(), vector.secret().bytes());

    assertThat(new String(json, StandardCharsets.US_ASCII)).isEqualTo(expected.json());
    EntriesCheck.assertHolds(open(vector).entries(), ReferenceContent.parse(json));
  }

  @Test
  void thereAreAtLeastAHundredAndEachOutcomeIsAmongThem() {
    assertThat(kept()).hasSizeGreaterThanOrEqualTo(100);
    assertThat(kept().stream().map(Vector::expect).distinct())
        .containsExactlyInAnyOrder(
            Vector.OK,
            Catalogue.CORRUPT,
            Catalogue.TAMPERED,
            Catalogue.UNSUPPORTED,
            Catalogue.WRONG_KEY,
            Catalogue.KDF_LIMIT);
  }

  @Test
  void theKeptOnesAreWhatTheGeneratorMakes() {
    assertThat(VectorGenerator.all().stream().map(Vector::name)).doesNotHaveDuplicates();
    assertThat(VectorGenerator.all()).containsExactlyInAnyOrderElementsOf(kept());
  }

  private String outcome(Vector vector) {
    try {
      open(vector);
      return Vector.OK;
    } catch (HalfturnException e) {
      return e.reason();
    }
  }

  private OpenedStore open(Vector vector) {
    return format.open(vector.file(), key(vector.secret()));
  }

  private static UnlockKey key(Secret secret) {
    return secret.isPassphrase()
        ? new UnlockKey.Passphrase(SecretValue.of(secret.bytes()))
        : KeyFileText.parse(SecretValue.ofUtf8(Secret.keyFile(secret.bytes())));
  }
}
