// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.spi.StoreMaintenance.Recovery;
import dev.halfturn.spi.StoreReport;
import dev.halfturn.store.file.io.MemoryFileOps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DamagedStoreTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");

  private final MemoryFileOps files = new MemoryFileOps(StoreFixture.MEMORY);
  private final StoreFixture fixture = StoreFixture.in(files).initialised();
  private byte[] good;

  @BeforeEach
  void write() {
    try (FileSecretStore store = fixture.open()) {
      store.put(NAME, secret("1"));
      store.put(NAME, secret("2"));
    }
    good = files.content(fixture.path);
  }

  private void truncate() {
    files.overwrite(fixture.path, Arrays.copyOf(good, good.length / 2));
  }

  private void alter() {
    byte[] altered = good.clone();
    altered[altered.length - 1] ^= 1;
    files.overwrite(fixture.path, altered);
  }

  private String read() {
    try (FileSecretStore store = fixture.open()) {
      return store.find(NAME).orElseThrow().value().revealUtf8();
    }
  }

  private static List<String> names(StoreReport report) {
    return report.conditions().stream().map(StoreCondition::name).toList();
  }

  @Nested
  class IsRefused {

    @Test
    void ifItIsCutShortEmptyOrGarbage() {
      truncate();
      HalfturnException cut =
          Failing.assertFails(ErrorCode.CORRUPT, "STORE_CORRUPT", fixture::open);
      assertThat(cut.getMessage()).contains(fixture.path.toString());
      assertThat(cut.hint()).hasValueSatisfying(h -> assertThat(h).contains("store recover"));

      files.overwrite(fixture.path, new byte[0]);
      Failing.assertFails(ErrorCode.CORRUPT, "STORE_CORRUPT", fixture::open);

      files.overwrite(fixture.path, "not a store".getBytes(StandardCharsets.UTF_8));
      Failing.assertFails(ErrorCode.CORRUPT, "STORE_CORRUPT", fixture::open);
    }

    @Test
    void ifItWasAltered() {
      alter();
      byte[] altered = files.content(fixture.path);

      Failing.assertFails(ErrorCode.CORRUPT, "STORE_TAMPERED", fixture::open);
      Failing.assertFails(
          ErrorCode.CORRUPT, "STORE_TAMPERED", () -> fixture.maintenance().verify());
      Failing.assertFails(ErrorCode.CORRUPT, "STORE_TAMPERED", () -> fixture.maintenance().rekey());
      assertThat(files.content(fixture.path)).isEqualTo(altered);
    }

    @Test
    void ifItIsDamagedWhileOpenAndIsNeverOverwritten() {
      try (FileSecretStore store = fixture.open()) {
        alter();
        byte[] altered = files.content(fixture.path);

        Failing.assertFails(ErrorCode.CORRUPT, "STORE_TAMPERED", () -> store.find(NAME));
        Failing.assertFails(
            ErrorCode.CORRUPT, "STORE_TAMPERED", () -> store.put(NAME, secret("3")));
        assertThat(files.content(fixture.path)).isEqualTo(altered);

        files.overwrite(fixture.path, good);
        assertThat(store.find(NAME).orElseThrow().value()).isEqualTo(secret("2"));
      }
    }

    @Test
    void ifItWasAlteredInPlaceWithoutATraceThenWritingNoticesIt() {
      try (FileSecretStore store = fixture.open()) {
        byte[] altered = good.clone();
        altered[altered.length - 1] ^= 1;
        files.overwriteUnnoticed(fixture.path, altered);

        Failing.assertFails(
            ErrorCode.CORRUPT, "STORE_TAMPERED", () -> store.put(NAME, secret("3")));
      }
    }

    @Test
    void ifItIsMissing() {
      files.remove(fixture.path);
      HalfturnException beside =
          Failing.assertFails(ErrorCode.NOT_FOUND, "STORE_MISSING", fixture::open);
      assertThat(beside.hint()).hasValueSatisfying(h -> assertThat(h).contains("recover"));

      files.remove(fixture.previous());
      HalfturnException gone =
          Failing.assertFails(ErrorCode.NOT_FOUND, "STORE_MISSING", fixture::open);
      assertThat(gone.hint()).hasValueSatisfying(h -> assertThat(h).contains("store init"));

      fixture.with("path", "/nowhere/at/all");
      Failing.assertFails(ErrorCode.NOT_FOUND, "STORE_MISSING", fixture::open);
    }

    @Test
    void ifItVanishesWhileOpen() {
      try (FileSecretStore store = fixture.open()) {
        files.remove(fixture.path);

        Failing.assertFails(ErrorCode.NOT_FOUND, "STORE_MISSING", () -> store.find(NAME));
        Failing.assertFails(
            ErrorCode.NOT_FOUND, "STORE_MISSING", () -> store.put(NAME, secret("3")));
      }
      assertThat(files.exists(fixture.path)).isFalse();
    }

    @Test
    void ifTheKeyIsAnother() {
      files.remove(fixture.keyFile);
      StoreFixture other = StoreFixture.in(files).with("path", "/memory/other").initialised();
      assertThat(other.keyFile).isEqualTo(fixture.keyFile);

      HalfturnException wrong =
          Failing.assertFails(ErrorCode.UNAUTHENTICATED, "WRONG_KEY", fixture::open);
      assertThat(wrong.getMessage()).contains(fixture.path.toString());
      assertThat(files.content(fixture.path)).isEqualTo(good);
    }

    @Test
    void ifItsFormatIsNewer() {
      byte[] newer = good.clone();
      newer[7] = '2';
      files.overwrite(fixture.path, newer);

      Failing.assertFails(ErrorCode.UNSUPPORTED, "UNSUPPORTED_VERSION", fixture::open);
      Failing.assertFails(
          ErrorCode.UNSUPPORTED,
          "UNSUPPORTED_VERSION",
          () -> fixture.maintenance().recover(Recovery.FROM_PREVIOUS, false));
    }

    @Test
    void ifTheDiskCannotReadIt() {
      refuseReading(new FileSystemException("/memory/x", null, "Input/output error"));
      Failing.assertFails(ErrorCode.UNAVAILABLE, "UNAVAILABLE", fixture::open);

      refuseReading(new AccessDeniedException("/memory/x"));
      Failing.assertFails(ErrorCode.PERMISSION_DENIED, "PERMISSION_DENIED", fixture::open);
    }

    private void refuseReading(IOException why) {
      files.interfere(
          (operation, path) -> {
            if (operation.equals("read") && path.equals(fixture.path)) {
              throw why;
            }
          });
    }
  }

  @Nested
  class IsReadFromThePreviousGeneration {

    @BeforeEach
    void allow() {
      fixture.with("read-previous", "true");
    }

    @Test
    void ifThatIsAllowedAndNothingIsWrittenMeanwhile() {
      alter();
      try (FileSecretStore store = fixture.open()) {
        assertThat(store.find(NAME).orElseThrow().value()).isEqualTo(secret("1"));
        Failing.assertFails(
            ErrorCode.CORRUPT, "STORE_TAMPERED", () -> store.put(NAME, secret("3")));

        files.overwrite(fixture.path, good);
        assertThat(store.find(NAME).orElseThrow().value()).isEqualTo(secret("2"));
        store.put(NAME, secret("3"));
      }
      assertThat(fixture.maintenance().verify().conditions()).isEmpty();
    }

    @Test
    void andTheOwnerIsTold() {
      truncate();

      assertThat(names(fixture.maintenance().verify())).contains("READING_PREVIOUS");
    }

    @Test
    void unlessThatIsOlderThanTheOneJustBefore() {
      byte[] older = files.content(fixture.previous());
      try (FileSecretStore store = fixture.open()) {
        store.put(NAME, secret("3"));
      }
      files.overwrite(fixture.previous(), older);
      alter();

      Failing.assertFails(ErrorCode.CORRUPT, "STORE_TAMPERED", fixture::open);
    }

    @Test
    void unlessItIsDamagedOrMissingToo() {
      alter();
      files.overwrite(fixture.previous(), new byte[100]);
      Failing.assertFails(ErrorCode.CORRUPT, "STORE_TAMPERED", fixture::open);

      files.remove(fixture.previous());
      Failing.assertFails(ErrorCode.CORRUPT, "STORE_TAMPERED", fixture::open);
    }

    @Test
    void unlessNothingSaysHowNewItMustBe() {
      files.paths().stream()
          .filter(path -> path.toString().endsWith(".mark"))
          .forEach(files::remove);
      alter();

      Failing.assertFails(ErrorCode.CORRUPT, "STORE_TAMPERED", fixture::open);
    }
  }

  @Nested
  class IsRecovered {

    private StoreReport recover() {
      return fixture.maintenance().recover(Recovery.FROM_PREVIOUS, false);
    }

    @Test
    void fromThePreviousGenerationKeepingWhatWasDamaged() {
      alter();
      byte[] altered = files.content(fixture.path);

      StoreReport report = recover();

      assertThat(names(report)).containsExactly("RECOVERED_FROM_PREVIOUS");
      assertThat(report.generation()).isEqualTo(3);
      assertThat(read()).isEqualTo(secret("1").revealUtf8());
      assertThat(fixture.maintenance().verify().conditions()).isEmpty();
      assertThat(
              files.paths().stream()
                  .filter(path -> path.toString().contains(".damaged-"))
                  .map(files::content))
          .singleElement()
          .isEqualTo(altered);
    }

    @Test
    void ifItIsMissing() {
      files.remove(fixture.path);

      assertThat(names(recover())).containsExactly("RECOVERED_FROM_PREVIOUS");
      assertThat(read()).isEqualTo(secret("1").revealUtf8());
    }

    @Test
    void evenWhileReadingThePreviousIsAllowed() {
      truncate();
      fixture.with("read-previous", "true");

      assertThat(names(recover())).containsExactly("RECOVERED_FROM_PREVIOUS");
      assertThat(fixture.maintenance().verify().conditions()).isEmpty();
    }

    @Test
    void onlyIfThatIsNeeded() {
      StoreReport report = recover();

      assertThat(report.conditions()).isEmpty();
      assertThat(report.generation()).isEqualTo(3);
      assertThat(files.content(fixture.path)).isEqualTo(good);
    }

    @Test
    void notReallyInADryRun() {
      alter();
      byte[] altered = files.content(fixture.path);

      StoreReport report = fixture.maintenance().recover(Recovery.FROM_PREVIOUS, true);

      assertThat(report.generation()).isEqualTo(3);
      assertThat(names(report)).containsExactly("RECOVERED_FROM_PREVIOUS");
      assertThat(files.content(fixture.path)).isEqualTo(altered);
    }

    @Test
    void notFromAGenerationThatIsTooOldUnlessThatIsAccepted() {
      byte[] older = files.content(fixture.previous());
      try (FileSecretStore store = fixture.open()) {
        store.put(NAME, secret("3"));
      }
      files.overwrite(fixture.previous(), older);
      alter();

      Failing.assertFails(ErrorCode.CORRUPT, "STORE_ROLLED_BACK", this::recover);

      fixture.with("accept-rollback", "true");
      recover();
      fixture.maintenance().recover(Recovery.ACCEPT_ROLLBACK, false);
      fixture.with("accept-rollback", "false");
      assertThat(read()).isEqualTo(secret("1").revealUtf8());
    }

    @Test
    void notIfThereIsNothingToRecoverFrom() {
      alter();
      files.remove(fixture.previous());
      Failing.assertFails(ErrorCode.NOT_FOUND, "STORE_MISSING", this::recover);

      files.overwrite(fixture.previous(), new byte[10]);
      Failing.assertFails(ErrorCode.CORRUPT, "STORE_CORRUPT", this::recover);
    }

    @Test
    void whollyOrNotAtAll() {
      alter();
      byte[] altered = files.content(fixture.path);
      files.interfere(
          (operation, path) -> {
            if (operation.equals("force")) {
              throw new FileSystemException(path.toString(), null, "No space left on device");
            }
          });

      Failing.assertFails(ErrorCode.UNAVAILABLE, "STORE_FULL", this::recover);

      files.interfere((operation, path) -> {});
      assertThat(files.content(fixture.path)).isEqualTo(altered);
      assertThat(names(recover())).containsExactly("RECOVERED_FROM_PREVIOUS");
    }
  }

  @Nested
  class Verifying {

    @Test
    void tellsOfAPreviousGenerationThatIsMissingOrUnusable() {
      files.overwrite(fixture.previous(), new byte[10]);
      assertThat(names(fixture.maintenance().verify())).containsExactly("PREVIOUS_UNUSABLE");

      files.remove(fixture.previous());
      assertThat(names(fixture.maintenance().verify())).containsExactly("PREVIOUS_MISSING");
    }

    @Test
    void tellsWhatTheStoreIs() {
      StoreReport report = fixture.maintenance().verify();

      assertThat(report.location()).isEqualTo(fixture.path.toString());
      assertThat(report.generation()).isEqualTo(3);
      assertThat(report.entries()).isEqualTo(1);
      assertThat(report.storeId()).hasSize(32);
      assertThat(report.keys()).singleElement().returns(true, k -> k.configured());
      assertThat(report.conditions()).isEmpty();
    }
  }
}
