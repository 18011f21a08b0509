// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.KeySlot;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.spi.StoreReport;
import dev.halfturn.store.file.io.MemoryFileOps;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KeySlotsTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");
  private static final String PASSPHRASE = "correct horse battery staple";
  private static final Path SECOND = StoreFixture.MEMORY.resolve("second.key");

  private final MemoryFileOps files = new MemoryFileOps(StoreFixture.MEMORY);
  private final StoreFixture fixture = StoreFixture.in(files).with("kdf-memory", "19");

  private StoreFixture byPassphrase() {
    return StoreFixture.in(files)
        .without("key-file")
        .with("passphrase", PASSPHRASE)
        .with("kdf-memory", "19");
  }

  private StoreFixture bySecondKey() {
    return StoreFixture.in(files).with("key-file", SECOND.toString());
  }

  private StoreReport addSecondKey() {
    return fixture
        .maintenance()
        .addKey(fixture.keyConfig("key-file", SECOND.toString()), KeyOrigin.GENERATE);
  }

  private static void assertReads(StoreFixture fixture) {
    try (FileSecretStore store = fixture.open()) {
      assertThat(store.find(NAME).orElseThrow().value()).isEqualTo(secret("1"));
    }
  }

  @Nested
  class Init {

    @Test
    void makesAKeyAndAStoreThatItOpens() {
      StoreReport report = fixture.maintenance().init(KeyOrigin.GENERATE);

      assertThat(report.generation()).isEqualTo(1);
      assertThat(report.entries()).isZero();
      assertThat(report.conditions()).isEmpty();
      assertThat(report.keys()).singleElement().returns("key", KeySlot::kind);
      assertThat(new String(files.content(fixture.keyFile), StandardCharsets.US_ASCII))
          .matches("HTK1-[A-Za-z0-9_-]{43}-[0-9a-f]{8}\n");
      fixture.open().close();
      assertThat(fixture.maintenance().verify().conditions()).isEmpty();
    }

    @Test
    void usesAKeyThatExists() {
      fixture.initialised();
      StoreFixture other = StoreFixture.in(files).with("path", "/memory/other");

      other.maintenance().init(KeyOrigin.EXISTING);

      other.open().close();
    }

    @Test
    void makesTheDirectoryOfTheStore() {
      StoreFixture deep = StoreFixture.in(files).with("path", "/memory/a/store").initialised();

      deep.open().close();
      assertThat(files.exists(Path.of("/memory/a/store"))).isTrue();
    }

    @Test
    void refusesAnExistingStoreAndLeavesItAlone() {
      fixture.initialised();
      byte[] before = files.content(fixture.path);

      Failing.assertFails(
          ErrorCode.FAILED_PRECONDITION,
          "STORE_EXISTS",
          () -> fixture.maintenance().init(KeyOrigin.EXISTING));

      assertThat(files.content(fixture.path)).isEqualTo(before);
    }

    @Test
    void refusesAPlaceWhereAStoreCanBeRecovered() {
      fixture.initialised();
      try (FileSecretStore store = fixture.open()) {
        store.put(NAME, secret("1"));
      }
      files.remove(fixture.path);

      Failing.assertFails(
          ErrorCode.FAILED_PRECONDITION,
          "STORE_EXISTS",
          () -> fixture.maintenance().init(KeyOrigin.EXISTING));
    }

    @Test
    void leavesAloneWhatSomebodyElsePutsInItsPlaceMeanwhile() {
      byte[] foreign = "somebody else's".getBytes(StandardCharsets.US_ASCII);
      files.interfere(
          (operation, path) -> {
            if (operation.equals("create") && path.toString().endsWith(".tmp")) {
              files.overwrite(fixture.path, foreign);
            }
          });

      Failing.assertFails(
          ErrorCode.CONFLICT, "STALE_WRITE", () -> fixture.maintenance().init(KeyOrigin.GENERATE));

      assertThat(files.content(fixture.path)).isEqualTo(foreign);
      assertThat(files.exists(fixture.keyFile)).isFalse();
    }

    @Test
    void isCheckedWithoutWritingAnything() {
      fixture.maintenance().checkInit(KeyOrigin.GENERATE);
      StoreFixture.in(files)
          .with("path", "/memory/a/store")
          .maintenance()
          .checkInit(KeyOrigin.GENERATE);
      assertThat(files.fileNames()).isEmpty();
      Failing.assertFails(
          ErrorCode.NOT_FOUND,
          "KEY_MISSING",
          () -> fixture.maintenance().checkInit(KeyOrigin.EXISTING));

      fixture.initialised();
      List<Path> before = files.paths();
      Failing.assertFails(
          ErrorCode.FAILED_PRECONDITION,
          "KEY_EXISTS",
          () ->
              StoreFixture.in(files)
                  .with("path", "/memory/other")
                  .maintenance()
                  .checkInit(KeyOrigin.GENERATE));
      files.remove(fixture.keyFile);
      Failing.assertFails(
          ErrorCode.FAILED_PRECONDITION,
          "STORE_EXISTS",
          () -> fixture.maintenance().checkInit(KeyOrigin.EXISTING));
      assertThat(files.paths()).hasSize(before.size() - 1);
    }

    @Test
    void refusesToOverwriteAKey() {
      fixture.initialised();
      byte[] before = files.content(fixture.keyFile);
      StoreFixture other = StoreFixture.in(files).with("path", "/memory/other");

      Failing.assertFails(ErrorCode.FAILED_PRECONDITION, "KEY_EXISTS", other::initialised);

      assertThat(files.content(fixture.keyFile)).isEqualTo(before);
      assertThat(files.exists(Path.of("/memory/other"))).isFalse();
    }

    @Test
    void leavesNothingWhenItFails() {
      for (String broken : List.of("create", "write", "force", "rename", "force directory")) {
        files.interfere(
            (operation, path) -> {
              if (operation.equals(broken)
                  && path.startsWith(StoreFixture.MEMORY)
                  && !path.toString().endsWith(".info")) {
                throw new FileSystemException(path.toString(), null, "No space left on device");
              }
            });

        assertThat(catchThrowable(fixture::initialised)).as(broken).isNotNull();

        files.interfere((operation, path) -> {});
        assertThat(files.exists(fixture.path)).as(broken).isFalse();
        assertThat(files.exists(fixture.keyFile)).as(broken).isFalse();
      }
      fixture.initialised().open().close();
    }

    @Test
    void leavesNothingWhenOnlyTheStoreCannotBeMadeDurable() {
      files.interfere(
          (operation, path) -> {
            if (operation.equals("force directory") && files.exists(fixture.path)) {
              throw new FileSystemException(path.toString(), null, "Input/output error");
            }
          });

      Failing.assertFails(ErrorCode.UNAVAILABLE, "DURABILITY_UNKNOWN", fixture::initialised);

      assertThat(files.exists(fixture.path)).isFalse();
      assertThat(files.exists(fixture.keyFile)).isFalse();
    }

    @Test
    void refusesAWeakPassphraseAndToMakeOne() {
      StoreFixture passphrase = byPassphrase();
      Failing.assertFails(ErrorCode.INVALID_ARGUMENT, "INVALID_ARGUMENT", passphrase::initialised);
      for (String weak : List.of("short", "aaaaaaaaaaaaaaaa", "abababababab", "elevenchars")) {
        passphrase.with("passphrase", weak);
        Failing.assertFails(
            ErrorCode.INVALID_ARGUMENT,
            "WEAK_PASSPHRASE",
            () -> passphrase.maintenance().init(KeyOrigin.EXISTING));
      }
      assertThat(files.exists(fixture.path)).isFalse();
    }

    @Test
    void worksWithAPassphrase() {
      byPassphrase().maintenance().init(KeyOrigin.EXISTING);

      try (FileSecretStore store = byPassphrase().open()) {
        store.put(NAME, secret("1"));
      }
      assertReads(byPassphrase());
      assertThat(byPassphrase().maintenance().keys())
          .singleElement()
          .returns("passphrase", KeySlot::kind)
          .returns("argon2id, 19456 KiB, 3 passes, 1 lanes", KeySlot::description);
    }
  }

  @Nested
  class OnceThereIsAStore {

    @BeforeEach
    void write() {
      fixture.initialised();
      try (FileSecretStore store = fixture.open()) {
        store.put(NAME, secret("1"));
      }
    }

    @Test
    void everyAddedKeyOpensIt() {
      StoreReport report = addSecondKey();
      assertThat(report.generation()).isEqualTo(3);
      fixture.maintenance().addKey(fixture.keyConfig("passphrase", PASSPHRASE), KeyOrigin.EXISTING);

      assertReads(fixture);
      assertReads(bySecondKey());
      assertReads(byPassphrase());
      assertThat(fixture.maintenance().keys())
          .map(KeySlot::kind)
          .containsExactly("key", "key", "passphrase");
      assertThat(fixture.maintenance().keys())
          .map(KeySlot::configured)
          .containsExactly(true, false, false);
      assertThat(bySecondKey().maintenance().keys())
          .map(KeySlot::configured)
          .containsExactly(false, true, false);
    }

    @Test
    void aKeyIsAddedOnce() {
      addSecondKey();

      Failing.assertFails(
          ErrorCode.FAILED_PRECONDITION,
          "KEY_PRESENT",
          () ->
              fixture
                  .maintenance()
                  .addKey(fixture.keyConfig("key-file", SECOND.toString()), KeyOrigin.EXISTING));
      assertThat(files.exists(SECOND)).isTrue();
    }

    private StoreReport check(Path key, KeyOrigin origin) {
      return fixture
          .maintenance()
          .checkAddKey(fixture.keyConfig("key-file", key.toString()), origin);
    }

    @Test
    void anAdditionIsCheckedWithoutWritingAnything() {
      List<Path> before = files.paths();
      byte[] store = files.content(fixture.path);

      assertThat(check(SECOND, KeyOrigin.GENERATE).keys()).hasSize(1);
      Failing.assertFails(
          ErrorCode.NOT_FOUND, "KEY_MISSING", () -> check(SECOND, KeyOrigin.EXISTING));
      Failing.assertFails(
          ErrorCode.FAILED_PRECONDITION,
          "KEY_EXISTS",
          () -> check(fixture.keyFile, KeyOrigin.GENERATE));
      Failing.assertFails(
          ErrorCode.FAILED_PRECONDITION,
          "KEY_PRESENT",
          () -> check(fixture.keyFile, KeyOrigin.EXISTING));

      assertThat(files.paths()).isEqualTo(before);
      assertThat(files.content(fixture.path)).isEqualTo(store);
    }

    @Test
    void thereAreEightSlotsAndAKeyMadeInVainIsTakenAway() {
      for (int i = 0; i < 7; i++) {
        Path key = StoreFixture.MEMORY.resolve("key" + i);
        fixture
            .maintenance()
            .addKey(fixture.keyConfig("key-file", key.toString()), KeyOrigin.GENERATE);
      }

      Failing.assertFails(
          ErrorCode.FAILED_PRECONDITION, "KEY_SLOTS_FULL", KeySlotsTest.this::addSecondKey);
      Failing.assertFails(
          ErrorCode.FAILED_PRECONDITION, "KEY_SLOTS_FULL", () -> check(SECOND, KeyOrigin.GENERATE));

      assertThat(files.exists(SECOND)).isFalse();
    }

    @Test
    void aRemovedKeyOpensOnlyOldCopiesWhichIsTold() {
      addSecondKey();
      byte[] backup = files.content(fixture.path);
      String second = fixture.maintenance().keys().get(1).id();

      StoreReport report = fixture.maintenance().removeKey(second);

      assertThat(report.conditions()).singleElement().returns("OLD_COPIES", StoreCondition::name);
      assertReads(fixture);
      Failing.assertFails(ErrorCode.UNAUTHENTICATED, "WRONG_KEY", () -> bySecondKey().open());
      files.overwrite(fixture.path, backup);
      assertReads(bySecondKey().with("accept-rollback", "true"));
    }

    @Test
    void theLastKeyStays() {
      String only = fixture.maintenance().keys().get(0).id();

      Failing.assertFails(
          ErrorCode.FAILED_PRECONDITION, "LAST_KEY", () -> fixture.maintenance().removeKey(only));
      Failing.assertFails(
          ErrorCode.NOT_FOUND,
          "NO_SUCH_KEY",
          () -> fixture.maintenance().removeKey("0123456789abcdef"));
      Failing.assertFails(
          ErrorCode.NOT_FOUND, "NO_SUCH_KEY", () -> fixture.maintenance().removeKey("first"));
      assertReads(fixture);
    }

    @Test
    void rekeyingDropsTheOtherKeysFromTheStoreAndItsPreviousGeneration() {
      addSecondKey();
      String second = fixture.maintenance().keys().get(1).id();

      StoreReport report = fixture.maintenance().rekey();

      assertThat(report.conditions())
          .singleElement()
          .returns("SLOT_DROPPED", StoreCondition::name)
          .satisfies(condition -> assertThat(condition.text()).contains(second));
      assertThat(report.keys()).hasSize(1);
      assertReads(fixture);
      Failing.assertFails(ErrorCode.UNAUTHENTICATED, "WRONG_KEY", () -> bySecondKey().open());
      files.overwrite(fixture.path, files.content(fixture.previous()));
      Failing.assertFails(ErrorCode.UNAUTHENTICATED, "WRONG_KEY", () -> bySecondKey().open());
      assertThat(fixture.keyFile).isNotEqualTo(SECOND);
    }

    @Test
    void aRekeyWhoseMarkCannotBeWrittenDoesNotHappen() {
      byte[] before = files.content(fixture.path);
      files.interfere(
          (operation, path) -> {
            if (operation.equals("open") && path.toString().endsWith(".mark")) {
              throw new FileSystemException(path.toString(), null, "No space left on device");
            }
          });

      Failing.assertFails(ErrorCode.UNAVAILABLE, "STORE_FULL", () -> fixture.maintenance().rekey());

      assertThat(files.content(fixture.path)).isEqualTo(before);
      files.interfere((operation, path) -> {});
      assertReads(fixture);
    }

    @Test
    void aStoreOpenedByPassphraseAsksForItAgainAfterARekey() {
      fixture.maintenance().addKey(fixture.keyConfig("passphrase", PASSPHRASE), KeyOrigin.EXISTING);
      try (FileSecretStore store = byPassphrase().open()) {
        byPassphrase().maintenance().rekey();

        Failing.assertFails(ErrorCode.UNAUTHENTICATED, "WRONG_KEY", () -> store.find(NAME));
      }
      assertReads(byPassphrase());
    }

    @Test
    void aStoreOpenedByPassphraseDoesNotDeriveItsKeyTwice() {
      fixture.maintenance().addKey(fixture.keyConfig("passphrase", PASSPHRASE), KeyOrigin.EXISTING);
      try (FileSecretStore other = fixture.open();
          FileSecretStore store = byPassphrase().open()) {
        other.put(NAME, secret("2"));
        assertThat(store.find(NAME).orElseThrow().value()).isEqualTo(secret("2"));
        store.put(NAME, secret("3"));
        assertThat(other.find(NAME).orElseThrow().value()).isEqualTo(secret("3"));
      }
    }
  }
}
