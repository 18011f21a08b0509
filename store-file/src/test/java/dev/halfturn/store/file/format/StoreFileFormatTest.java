// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreFileFormatTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private final StoreFileFormat format = new StoreFileFormat(KdfLimits.standard(), random);
  private final UnlockKey.RawKey key = UnlockKey.RawKey.generate(random);
  private final SecretName name = SecretName.of("erp/lwa/clientsecret");

  @Test
  void whatWasSealedIsOpenedByItsKey() {
    OpenedStore empty = format.create(NewSlot.of(key)).store();
    Entries entries = empty.entries().put(name, SecretValue.ofUtf8("s3cret"), NOON, 3);

    OpenedStore opened = format.open(format.seal(empty, entries).file(), key);

    assertThat(opened.header().generation()).isEqualTo(2);
    assertThat(opened.entries().find(name).orElseThrow().value())
        .isEqualTo(SecretValue.ofUtf8("s3cret"));
    assertThat(opened.entries().names("")).containsExactly(name);
  }

  @Test
  void aPassphraseAddedLaterOpensTheStoreToo() {
    OpenedStore store = format.create(NewSlot.of(key)).store();
    var passphrase = new UnlockKey.Passphrase(SecretValue.ofUtf8("correct horse battery"));

    SealedStore sealed =
        format.addSlot(store, NewSlot.of(passphrase, new Argon2Cost(19 * 1024, 2, 1)));

    assertThat(format.open(sealed.file(), passphrase).header().slots()).hasSize(2);
    assertThat(format.rekey(sealed.store(), List.of(key)).dropped()).hasSize(1);
  }
}
