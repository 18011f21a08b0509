// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.spi.StoreMaintenance.Recovery;
import dev.halfturn.spi.StoreReport;
import dev.halfturn.store.file.io.MemoryFileOps;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollbackTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");

  private final MemoryFileOps files = new MemoryFileOps(StoreFixture.MEMORY);
  private final StoreFixture fixture = StoreFixture.in(files).initialised();
  private byte[] old;
  private byte[] newest;
  private Path mark;

  @BeforeEach
  void writeFourGenerations() {
    try (FileSecretStore store = fixture.open()) {
      store.put(NAME, secret("1"));
      old = files.content(fixture.path);
      store.put(NAME, secret("2"));
      store.put(NAME, secret("3"));
      store.put(NAME, secret("4"));
    }
    newest = files.content(fixture.path);
    mark =
        files.paths().stream()
            .filter(path -> path.toString().endsWith(".mark"))
            .findFirst()
            .orElseThrow();
  }

  private static boolean has(StoreReport report, String condition) {
    return report.conditions().stream().map(StoreCondition::name).anyMatch(condition::equals);
  }

  private void assertRolledBack() {
    Failing.assertFails(ErrorCode.CORRUPT, "STORE_ROLLED_BACK", fixture::open);
    Failing.assertFails(
        ErrorCode.CORRUPT, "STORE_ROLLED_BACK", () -> fixture.maintenance().verify());
  }

  @Test
  void anOlderGenerationPutBackIsRefused() {
    files.overwrite(fixture.path, old);

    assertRolledBack();
  }

  @Test
  void itIsNoticedByAStoreThatIsOpen() {
    try (FileSecretStore store = fixture.open()) {
      files.overwrite(fixture.path, old);

      Failing.assertFails(ErrorCode.CORRUPT, "STORE_ROLLED_BACK", () -> store.find(NAME));
      Failing.assertFails(
          ErrorCode.CORRUPT, "STORE_ROLLED_BACK", () -> store.put(NAME, secret("5")));
    }
  }

  @Test
  void itIsReadAndNotWrittenIfThatIsAccepted() {
    files.overwrite(fixture.path, old);
    fixture.with("accept-rollback", "true");

    try (FileSecretStore store = fixture.open()) {
      assertThat(store.find(NAME).orElseThrow().value()).isEqualTo(secret("1"));
      Failing.assertFails(
          ErrorCode.CORRUPT, "STORE_ROLLED_BACK", () -> store.put(NAME, secret("5")));
    }
    assertThat(has(fixture.maintenance().verify(), "STORE_ROLLED_BACK")).isTrue();
    assertThat(files.content(fixture.path)).isEqualTo(old);
  }

  @Test
  void theOwnerMayAcceptItForGood() {
    files.overwrite(fixture.path, old);

    StoreReport dry = fixture.maintenance().recover(Recovery.ACCEPT_ROLLBACK, true);
    assertThat(has(dry, "ROLLBACK_ACCEPTED")).isTrue();
    assertRolledBack();

    StoreReport report = fixture.maintenance().recover(Recovery.ACCEPT_ROLLBACK, false);
    assertThat(has(report, "ROLLBACK_ACCEPTED")).isTrue();
    assertThat(report.generation()).isEqualTo(2);
    try (FileSecretStore store = fixture.open()) {
      store.put(NAME, secret("5"));
    }
    assertThat(fixture.maintenance().verify().conditions()).isEmpty();
    assertThat(fixture.maintenance().recover(Recovery.ACCEPT_ROLLBACK, false).conditions())
        .isEmpty();
  }

  @Test
  void aLostMarkIsToldAndRenewedByTheNextWrite() {
    files.remove(mark);
    assertThat(has(fixture.maintenance().verify(), "HWM_LOST")).isTrue();
    try (FileSecretStore store = fixture.open()) {
      assertThat(store.find(NAME).orElseThrow().value()).isEqualTo(secret("4"));
      store.put(NAME, secret("5"));
    }

    assertThat(fixture.maintenance().verify().conditions()).isEmpty();
    files.overwrite(fixture.path, old);
    assertRolledBack();
  }

  @Test
  void aLostMarkMayBeRenewedByHand() {
    files.remove(mark);

    assertThat(fixture.maintenance().recover(Recovery.ACCEPT_ROLLBACK, false).conditions())
        .isNotEmpty();

    assertThat(files.exists(mark)).isTrue();
    assertThat(fixture.maintenance().verify().conditions()).isEmpty();
  }

  @Test
  void anEmptyMarkIsALostOne() {
    files.overwrite(mark, new byte[8192]);

    assertThat(has(fixture.maintenance().verify(), "HWM_LOST")).isTrue();
  }

  @Test
  void aMarkThatCannotBeReadIsALostOne() {
    files.interfere(
        (operation, path) -> {
          if (path.equals(mark)) {
            throw new AccessDeniedException(path.toString());
          }
        });

    assertThat(has(fixture.maintenance().verify(), "HWM_LOST")).isTrue();
  }

  @Test
  void aMarkThatCannotBeWrittenDoesNotMakeADurableWriteFail() {
    files.interfere(
        (operation, path) -> {
          if (operation.equals("open") && path.equals(mark)) {
            throw new AccessDeniedException(path.toString());
          }
        });
    try (FileSecretStore store = fixture.open()) {
      store.put(NAME, secret("5"));

      assertThat(store.find(NAME).orElseThrow().value()).isEqualTo(secret("5"));
    }
  }

  @Test
  void aForgedMarkIsRejected() {
    byte[] forged = files.content(mark);
    forged[20] ^= 1; // a generation
    forged[4096 + 20] ^= 1;
    files.overwrite(mark, forged);

    assertRolledBack();
  }

  @Test
  void aMarkWithOneDamagedSlotStillProvesTheOther() {
    for (int slot : new int[] {0, 4096}) {
      byte[] content = files.content(mark);
      byte[] damaged = content.clone();
      Arrays.fill(damaged, slot, slot + 56, (byte) 7);
      files.overwrite(mark, damaged);

      assertThat(fixture.maintenance().verify().generation()).isEqualTo(5);
      files.overwrite(fixture.path, old);
      Failing.assertFails(ErrorCode.CORRUPT, "STORE_ROLLED_BACK", fixture::open);
      files.overwrite(fixture.path, newest);
      files.overwrite(mark, content);
    }
  }

  @Test
  void anotherStoreUnderTheSameKeyIsRefused() {
    MemoryFileOps elsewhere = new MemoryFileOps(StoreFixture.MEMORY);
    elsewhere.overwrite(fixture.keyFile, files.content(fixture.keyFile));
    StoreFixture other = StoreFixture.in(elsewhere);
    other.maintenance().init(KeyOrigin.EXISTING);

    files.overwrite(fixture.path, elsewhere.content(other.path));

    assertRolledBack();
  }

  @Test
  void aRekeyBetweenReadingMarkAndStoreIsNoRollback() {
    boolean[] rekeyed = {false};
    files.interfere(
        (operation, path) -> {
          if (operation.equals("read") && path.equals(fixture.path) && !rekeyed[0]) {
            rekeyed[0] = true;
            fixture.maintenance().rekey();
          }
        });

    assertThat(fixture.read().header().generation()).isEqualTo(7);
  }

  @Test
  void aRekeyByAnotherProcessIsFollowed() {
    try (FileSecretStore store = fixture.open()) {
      fixture.maintenance().rekey();

      assertThat(store.find(NAME).orElseThrow().value()).isEqualTo(secret("4"));
      store.put(NAME, secret("5"));
    }
    assertThat(fixture.maintenance().verify().conditions()).isEmpty();
  }
}
