// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.format.Entries;
import dev.halfturn.store.file.format.KdfLimits;
import dev.halfturn.store.file.format.NewSlot;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.format.RollbackMark;
import dev.halfturn.store.file.format.StoreFileFormat;
import dev.halfturn.store.file.format.UnlockKey;
import dev.halfturn.store.file.reference.ScriptedRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WorkedExampleTest {

  private static final Path SPECIFICATION = Path.of("../docs/spec/file-store-v1.md");

  @Test
  void theSpecificationShowsEveryStepAsItIs() throws IOException {
    String shown = Files.readString(SPECIFICATION).replaceAll("[\\s|]", "");

    assertThat(WorkedExample.steps()).hasSizeGreaterThan(15);
    WorkedExample.steps()
        .forEach((name, hex) -> assertThat(shown).as(name).contains(name.replace(" ", ""), hex));
    assertThat(shown).contains(WorkedExample.JSON);
    assertThat(shown).contains(Secret.keyFile(WorkedExample.RAW_KEY));
  }

  @Test
  void theProductMakesThatFileFromThoseRandomNumbers() {
    UnlockKey.RawKey key = new UnlockKey.RawKey(SecretValue.of(WorkedExample.RAW_KEY));
    StoreFileFormat format =
        new StoreFileFormat(
            KdfLimits.standard(),
            new ScriptedRandom(
                WorkedExample.FILE_ID,
                WorkedExample.MASTER_KEY,
                WorkedExample.SLOT_ID,
                WorkedExample.SLOT_RANDOM,
                new byte[32],
                WorkedExample.WRITE_RANDOM));
    OpenedStore created = format.create(NewSlot.of(key)).store();
    Entries entries =
        created
            .entries()
            .put(
                SecretName.of("erp/lwa/clientsecret"),
                SecretValue.ofUtf8("s3cret"),
                Instant.ofEpochMilli(1772366400000L),
                3);

    byte[] file = format.seal(created, entries).file();

    assertThat(HexFormat.of().formatHex(file)).isEqualTo(WorkedExample.steps().get("file"));
  }

  @Test
  void theProductMakesThatMark() {
    OpenedStore store =
        new StoreFileFormat(KdfLimits.standard(), new SecureRandom())
            .open(
                HexFormat.of().parseHex(WorkedExample.steps().get("file")),
                new UnlockKey.RawKey(SecretValue.of(WorkedExample.RAW_KEY)));

    assertThat(HexFormat.of().formatHex(RollbackMark.of(store.header()).encode(store.masterKey())))
        .isEqualTo(WorkedExample.steps().get("rollback mark"));
  }
}
