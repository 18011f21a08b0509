// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.store.file.io.MemoryFileOps;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lets each single operation of a write fail, and looks at what is left. */
class FailingDiskTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");

  private final MemoryFileOps files = new MemoryFileOps(StoreFixture.MEMORY);
  private final StoreFixture fixture = StoreFixture.in(files).initialised();

  /** One write whose operation number {@code broken}, counted from 0, fails. */
  private Optional<HalfturnException> putWithFailure(int broken, IOException failure) {
    int[] done = {0};
    try (FileSecretStore store = fixture.open()) {
      files.interfere(
          (operation, path) -> {
            if (done[0]++ == broken) {
              throw failure;
            }
          });
      Throwable thrown = catchThrowable(() -> store.put(NAME, secret("new")));
      files.interfere((operation, path) -> {});
      assertThat(thrown == null || thrown instanceof HalfturnException)
          .as("operation %s threw %s", broken, thrown)
          .isTrue();
      return Optional.ofNullable((HalfturnException) thrown);
    }
  }

  private List<String> operationsOfAPut() {
    List<String> operations = new ArrayList<>();
    try (FileSecretStore store = fixture.open()) {
      files.interfere((operation, path) -> operations.add(operation));
      store.put(NAME, secret("old"));
      files.interfere((operation, path) -> {});
    }
    return operations;
  }

  private SecretValue stored() {
    try (FileSecretStore store = fixture.open()) {
      return store.find(NAME).map(StoredSecret::value).orElseThrow();
    }
  }

  private void putOld() {
    try (FileSecretStore store = fixture.open()) {
      store.put(NAME, secret("old"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, STORE_FULL",
    "Disk quota exceeded, STORE_FULL",
    "File too large, STORE_FULL",
    "Input/output error, DURABILITY_UNKNOWN",
    "Read-only file system, STORE_READ_ONLY"
  })
  void whicheverOperationFailsTheOldStateStandsOrTheNewOneIsWhole(String why, String reason) {
    List<String> operations = operationsOfAPut();
    for (int broken = 0; broken < operations.size(); broken++) {
      putOld();
      IOException failure = new FileSystemException("/memory/x", null, why);

      Optional<HalfturnException> told = putWithFailure(broken, failure);

      String operation = operations.get(broken) + " (" + broken + ")";
      if (told.isEmpty()) {
        assertThat(stored()).as(operation).isEqualTo(secret("new"));
      } else if (operations.get(broken).equals("force directory")) {
        assertThat(told.get().reason()).isEqualTo("DURABILITY_UNKNOWN");
        assertThat(stored()).as(operation).isEqualTo(secret("new"));
      } else {
        assertThat(stored()).as(operation).isEqualTo(secret("old"));
        assertThat(told.get().reason()).as(operation).isIn(reason, "UNAVAILABLE");
        assertThat(told.get().getMessage()).containsIgnoringCase(why);
      }
      assertThat(files.fileNames()).as(operation).noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @Test
  void aFailedFlushOfTheDirectoryIsNotAcknowledgedAndTheNextAttemptRewrites() {
    putOld();
    files.interfere(
        (operation, path) -> {
          if (operation.equals("force directory")) {
            throw new FileSystemException(path.toString(), null, "Input/output error");
          }
        });
    try (FileSecretStore store = fixture.open()) {
      HalfturnException failure =
          Failing.assertFails(
              ErrorCode.UNAVAILABLE, "DURABILITY_UNKNOWN", () -> store.put(NAME, secret("new")));
      assertThat(failure.getMessage()).contains("may not survive a power failure");
      long unsure = fixture.read().header().generation();
      files.interfere((operation, path) -> {});

      store.put(NAME, secret("new"));

      assertThat(fixture.read().header().generation()).isEqualTo(unsure + 1);
    }
    assertThat(stored()).isEqualTo(secret("new"));
  }

  @Test
  void aDirectoryThatMayNotBeWrittenIsReadOnlyAndStillReads() {
    putOld();
    files.interfere(
        (operation, path) -> {
          if (operation.equals("create")) {
            throw new AccessDeniedException(path.toString());
          }
        });
    try (FileSecretStore store = fixture.open()) {
      Failing.assertFails(
          ErrorCode.FAILED_PRECONDITION, "STORE_READ_ONLY", () -> store.put(NAME, secret("new")));
      assertThat(store.find(NAME).orElseThrow().value()).isEqualTo(secret("old"));
    }
  }

  @Test
  void whatWasWrittenWrongNeverReplacesTheGoodCopy() {
    putOld();
    byte[] good = files.content(fixture.path);
    files.interfere(
        (operation, path) -> {
          if (operation.equals("read") && path.toString().endsWith(".tmp")) {
            byte[] written = files.content(path);
            written[written.length / 2] ^= 1;
            files.overwrite(path, written);
          }
        });
    try (FileSecretStore store = fixture.open()) {
      HalfturnException failure =
          Failing.assertFails(
              ErrorCode.UNAVAILABLE, "DURABILITY_UNKNOWN", () -> store.put(NAME, secret("new")));
      assertThat(failure.getMessage()).contains("could not be read back");
    }
    assertThat(files.content(fixture.path)).isEqualTo(good);
    assertThat(files.fileNames()).noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void withoutHardLinksThePreviousGenerationIsACopy() {
    files.forbidHardLinks();
    putOld();
    byte[] old = files.content(fixture.path);

    putOld();

    assertThat(files.content(fixture.previous())).isEqualTo(old);
    assertThat(stored()).isEqualTo(secret("old"));
  }

  @Test
  void aLinkThatIsRefusedForAnotherReasonIsACopyToo() {
    putOld();
    byte[] old = files.content(fixture.path);
    files.interfere(
        (operation, path) -> {
          if (operation.equals("link")) {
            throw new FileSystemException(path.toString(), null, "Operation not permitted");
          }
        });

    putOld();

    assertThat(files.content(fixture.previous())).isEqualTo(old);
  }

  @Test
  void aStoreChangedBySomebodyWithoutTheLockIsNotOverwritten() {
    putOld();
    byte[] foreign = files.content(fixture.path);
    files.interfere(
        (operation, path) -> {
          if (operation.equals("link")) {
            files.overwrite(fixture.path, foreign);
          }
        });
    try (FileSecretStore store = fixture.open()) {
      Failing.assertFails(ErrorCode.CONFLICT, "STALE_WRITE", () -> store.put(NAME, secret("new")));
    }
    assertThat(stored()).isEqualTo(secret("old"));
  }

  @Test
  void aStoreThatVanishesDuringAWriteIsNotMadeAnew() {
    putOld();
    files.interfere(
        (operation, path) -> {
          if (operation.equals("force")) {
            files.remove(fixture.path);
          }
        });
    try (FileSecretStore store = fixture.open()) {
      HalfturnException failure =
          (HalfturnException) catchThrowable(() -> store.put(NAME, secret("new")));
      assertThat(failure.reason()).isIn("STALE_WRITE", "DURABILITY_UNKNOWN");
    }
    assertThat(files.exists(fixture.path)).isFalse();
  }

  @Test
  void tempsOfACrashAreSweptAtTheStartAndForeignOnesKept() {
    Path own = StoreFixture.MEMORY.resolve(".secrets.halfturn.0123456789abcdef.tmp");
    Path ownPrevious = StoreFixture.MEMORY.resolve(".secrets.halfturn.prev.tmp");
    Path foreign = StoreFixture.MEMORY.resolve(".secrets.halfturn.notes.tmp");
    Path other = StoreFixture.MEMORY.resolve(".other.0123456789abcdef.tmp");
    for (Path path : List.of(own, ownPrevious, foreign, other)) {
      files.overwrite(path, new byte[] {1});
    }

    fixture.open().close();

    assertThat(files.exists(own)).isFalse();
    assertThat(files.exists(ownPrevious)).isFalse();
    assertThat(files.exists(foreign)).isTrue();
    assertThat(files.exists(other)).isTrue();
  }

  @Test
  void tempsOfSomebodyWhoIsWritingAreLeftAlone() throws IOException {
    putOld();
    Path own = StoreFixture.MEMORY.resolve(".secrets.halfturn.0123456789abcdef.tmp");
    files.overwrite(own, new byte[] {1});
    files.lockElsewhere(StoreFixture.MEMORY.resolve("secrets.halfturn.lock"));

    fixture.open().close();

    assertThat(files.exists(own)).isTrue();
  }

  @Test
  void aDirectoryThatCannotBeSweptStillOpens() {
    files.overwrite(
        StoreFixture.MEMORY.resolve(".secrets.halfturn.0123456789abcdef.tmp"), new byte[] {1});
    for (String broken : List.of("list", "delete")) {
      files.interfere(
          (operation, path) -> {
            if (operation.equals(broken)) {
              throw new AccessDeniedException(path.toString());
            }
          });

      fixture.open().close();
    }
  }
}
