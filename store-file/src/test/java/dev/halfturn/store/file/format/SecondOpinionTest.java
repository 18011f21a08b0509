// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.reference.Bouncy;
import dev.halfturn.store.file.reference.Fixed;
import dev.halfturn.store.file.reference.ReferenceContent;
import dev.halfturn.store.file.reference.ReferenceFile;
import dev.halfturn.store.file.reference.ReferenceReader;
import dev.halfturn.store.file.reference.ReferenceSlot;
import dev.halfturn.store.file.reference.ScriptedRandom;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files made by the JDK's cryptography opened by BouncyCastle's, and the other way round. */
class SecondOpinionTest {

  private static final int FILES = Boolean.getBoolean("halfturn.stress") ? 10_000 : 500;

  private final long seed = Samples.RANDOM.nextLong();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void whatIsSealedHereIsReadThere() {
    for (int i = 0; i < FILES; i++) {
      OpenedStore store = Samples.emptyStore();
      SealedStore sealed = Samples.FORMAT.seal(store, randomEntries());

      byte[] json = ReferenceReader.open(sealed.file(), 0, Samples.KEY.key().reveal());

      assertThat(json)
          .as("seed %d, file %d", seed, i)
          .isEqualTo(Samples.json(sealed.store().entries()));
      EntriesCheck.assertHolds(sealed.store().entries(), ReferenceContent.parse(json));
    }
  }

  @Test
  void whatIsSealedThereIsReadHere() {
    for (int i = 0; i < FILES; i++) {
      byte[] json = Samples.json(randomEntries());
      byte[] file =
          new ReferenceFile()
              .fileId(Fixed.bytes("file id " + random.nextLong(), 16))
              .masterKey(Fixed.bytes("master key " + random.nextLong(), 32))
              .random(Fixed.bytes("random " + random.nextLong(), 32))
              .generation(random.nextLong(1, Long.MAX_VALUE))
              .slot(ReferenceSlot.rawKey("slot " + random.nextLong(), Samples.KEY.key().reveal()))
              .json(json)
              .build();

      OpenedStore opened = Samples.FORMAT.open(file, Samples.KEY);

      assertThat(Samples.json(opened.entries())).as("seed %d, file %d", seed, i).isEqualTo(json);
    }
  }

  @Test
  void passphraseSlotsMadeHereAreOpenedThere() {
    byte[] passphrase = "Grüße, 世界 🔑".getBytes(StandardCharsets.UTF_8);
    UnlockKey.Passphrase key = new UnlockKey.Passphrase(SecretValue.of(passphrase));

    byte[] file = Samples.FORMAT.create(NewSlot.of(key, Samples.CHEAP)).file();

    assertThat(ReferenceReader.open(file, 0, passphrase))
        .isEqualTo(Bouncy.ascii("{\"entries\":{},\"v\":1}"));
  }

  @Test
  void withTheSameRandomNumbersBothMakeTheSameFile() {
    byte[] fileId = Fixed.bytes("file id", 16);
    byte[] masterKey = Fixed.bytes("master key", 32);
    byte[] slotRandom = Fixed.bytes("slot random", 32);
    byte[] slotId = Fixed.bytes("slot id", 8);
    byte[] writeRandom = Fixed.bytes("write random", 32);
    SecureRandom scripted = new ScriptedRandom(fileId, masterKey, slotId, slotRandom, writeRandom);
    byte[] slotSalt =
        Arrays.copyOf(
            Bouncy.hmac(
                Bouncy.hkdf(masterKey, fileId, Bouncy.ascii("ht1/slotsalt"), 32),
                Bouncy.concat(slotRandom, slotId)),
            16);

    byte[] ours =
        new StoreFileFormat(KdfLimits.standard(), scripted).create(NewSlot.of(Samples.KEY)).file();
    byte[] theirs =
        new ReferenceFile()
            .fileId(fileId)
            .masterKey(masterKey)
            .random(writeRandom)
            .generation(1)
            .slot(ReferenceSlot.rawKey(slotId, slotSalt, Samples.KEY.key().reveal()))
            .build();

    assertThat(ours).isEqualTo(theirs);
  }

  private Entries randomEntries() {
    Entries entries = Entries.empty();
    for (int round = random.nextInt(4); round > 0; round--) {
      Map<SecretName, Optional<SecretValue>> changes = new TreeMap<>();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        SecretName name = SecretName.of("app/" + "abc".charAt(random.nextInt(3)));
        changes.put(name, random.nextInt(4) == 0 ? Optional.empty() : Optional.of(randomValue()));
      }
      entries = entries.apply(changes, Samples.NOON.plusSeconds(round), random.nextInt(1, 4));
    }
    return entries;
  }

  private SecretValue randomValue() {
    byte[] bytes = new byte[random.nextInt(1, random.nextInt(20) == 0 ? 4000 : 100)];
    random.nextBytes(bytes);
    return SecretValue.of(bytes);
  }
}
