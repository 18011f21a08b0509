// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.spi.StoreMaintenance.Recovery;
import dev.halfturn.store.file.io.MemoryFileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsecureFilesTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");

  private static HalfturnException assertInsecure(StoreFixture fixture) {
    return Failing.assertFails(ErrorCode.PERMISSION_DENIED, "STORE_INSECURE", fixture::open);
  }

  private static void put(StoreFixture fixture, String label) {
    try (FileSecretStore store = fixture.open()) {
      store.put(NAME, secret(label));
    }
  }

  @Nested
  class OnARealDisk {

    @TempDir private Path directory;

    private void setMode(Path path, String mode) throws IOException {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw-rw-", "rw----r--", "rw--w----", "rwx-----x"})
    void aStoreOpenToOthersIsRefusedUntilItIsClosed(String mode) throws IOException {
      StoreFixture fixture = StoreFixture.on(directory).initialised();
      setMode(fixture.path, mode);

      HalfturnException refusal = assertInsecure(fixture);
      assertThat(refusal.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("chmod"));

      fixture.maintenance().recover(Recovery.FIX_PERMISSIONS, false);
      fixture.open().close();
      assertThat(Files.getPosixFilePermissions(fixture.path))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aStoreThatBecomesOpenToOthersWhileInUseIsRefused() throws IOException {
      StoreFixture fixture = StoreFixture.on(directory).initialised();
      try (FileSecretStore store = fixture.open()) {
        setMode(fixture.path, "rw-r--r--");

        Failing.assertFails(ErrorCode.PERMISSION_DENIED, "STORE_INSECURE", () -> store.find(NAME));
        Failing.assertFails(
            ErrorCode.PERMISSION_DENIED, "STORE_INSECURE", () -> store.put(NAME, secret("x")));
      }
    }

    @Test
    void aKeyFileOpenToOthersIsRefused() throws IOException {
      StoreFixture fixture = StoreFixture.on(directory).initialised();
      setMode(fixture.keyFile, "rw-r-----");

      assertThat(assertInsecure(fixture).getMessage()).contains("key file").contains("0640");
    }

    @Test
    void aDirectoryInWhichOthersMayReplaceFilesIsRefusedUnlessSticky() throws IOException {
      Path open = Files.createDirectory(directory.resolve("open"));
      StoreFixture fixture = StoreFixture.on(open).initialised();
      setMode(open, "rwxrwxrwx");

      assertInsecure(fixture);

      assertThat(new ProcessBuilder("/bin/chmod", "1777", open.toString()).start().onExit().join())
          .returns(0, Process::exitValue);
      fixture.open().close();
    }

    @Test
    void aSymbolicLinkIsRefusedUnlessAllowedAndIsThenKept() throws IOException {
      Path real = Files.createDirectory(directory.resolve("real"));
      StoreFixture target = StoreFixture.on(real).initialised();
      put(target, "one");
      Path link = Files.createSymbolicLink(directory.resolve("link.halfturn"), target.path);
      target.with("path", link.toString());

      assertInsecure(target);

      target.with("follow-symlink", "true");
      put(target, "two");
      assertThat(link).isSymbolicLink();
      assertThat(target.path).isRegularFile();
      try (FileSecretStore store = target.open()) {
        assertThat(store.find(NAME).orElseThrow().value()).isEqualTo(secret("two"));
      }
      target.with("path", target.path.toString()).with("follow-symlink", "false");
      assertThat(target.maintenance().verify().conditions()).isEmpty();
    }

    @Test
    void aLockThatIsASymbolicLinkIsRefusedAndItsTargetUntouched() throws IOException {
      StoreFixture fixture = StoreFixture.on(directory).initialised();
      Path victim = Files.writeString(directory.resolve("victim"), "victim");
      Path lock = directory.resolve("secrets.halfturn.lock");
      Files.delete(lock);
      Files.createSymbolicLink(lock, victim);
      Path info = directory.resolve("secrets.halfturn.lock.info");
      Files.delete(info);
      Files.createSymbolicLink(info, victim);

      try (FileSecretStore store = fixture.open()) {
        Failing.assertFails(
            ErrorCode.PERMISSION_DENIED, "STORE_INSECURE", () -> store.put(NAME, secret("x")));
        Files.delete(lock);
        store.put(NAME, secret("y"));
      }
      assertThat(victim).hasContent("victim");
    }

    @Test
    void aPreviousGenerationThatIsASymbolicLinkIsReplacedNotFollowed() throws IOException {
      StoreFixture fixture = StoreFixture.on(directory).initialised();
      Path victim = Files.writeString(directory.resolve("victim"), "victim");
      Files.createSymbolicLink(fixture.previous(), victim);
      Files.createSymbolicLink(directory.resolve(".secrets.halfturn.prev.tmp"), victim);

      put(fixture, "one");

      assertThat(victim).hasContent("victim");
      assertThat(fixture.previous()).isRegularFile();
      assertThat(Files.isSymbolicLink(fixture.previous())).isFalse();
    }

    @Test
    void aHardLinkIsToldAndBrokenByTheNextWriteTheOtherCopyUnchanged() throws IOException {
      StoreFixture fixture = StoreFixture.on(directory).initialised();
      put(fixture, "one");
      Path other = Files.createLink(directory.resolve("other"), fixture.path);
      byte[] copy = Files.readAllBytes(other);

      assertThat(fixture.maintenance().verify().conditions())
          .map(StoreCondition::name)
          .containsExactly("HARD_LINKED");
      put(fixture, "two");

      assertThat(other).hasBinaryContent(copy);
      assertThat(fixture.maintenance().verify().conditions()).isEmpty();
    }

    @Test
    void aDirectoryInPlaceOfTheStoreIsRefused() throws IOException {
      StoreFixture fixture = StoreFixture.on(directory).initialised();
      Files.delete(fixture.path);
      Files.createDirectory(fixture.path);

      assertInsecure(fixture);
    }
  }

  @Nested
  class InMemory {

    private final MemoryFileOps files = new MemoryFileOps(StoreFixture.MEMORY);
    private final StoreFixture fixture = StoreFixture.in(files);

    @Test
    void aStoreOrKeyOfAnotherUserIsRefused() {
      fixture.initialised();
      files.setOwner(fixture.path, 4711);
      assertThat(assertInsecure(fixture).getMessage()).contains("4711");

      files.setOwner(fixture.path, MemoryFileOps.USER);
      files.setOwner(fixture.keyFile, 4711);
      assertThat(assertInsecure(fixture).getMessage()).contains("key file").contains("4711");
    }

    @Test
    void permissionsOfAnotherUsersFilesAreNotTouched() {
      fixture.initialised();
      files.setOwner(fixture.path, 4711);
      files.setPermissions(fixture.path, 0644);

      Failing.assertFails(
          ErrorCode.PERMISSION_DENIED,
          "STORE_INSECURE",
          () -> fixture.maintenance().recover(Recovery.FIX_PERMISSIONS, false));
      files.setOwner(fixture.path, MemoryFileOps.USER);
      assertInsecure(fixture);
    }

    @Test
    void whatWouldBeClosedIsToldWithoutDoingIt() {
      fixture.initialised();
      put(fixture, "one");
      files.setPermissions(fixture.path, 0644);
      files.setPermissions(fixture.previous(), 0644);

      assertThat(fixture.maintenance().recover(Recovery.FIX_PERMISSIONS, true).conditions())
          .map(StoreCondition::name)
          .containsExactly("PERMISSIONS_CLOSED", "PERMISSIONS_CLOSED");
      assertInsecure(fixture);

      assertThat(fixture.maintenance().recover(Recovery.FIX_PERMISSIONS, false).conditions())
          .hasSize(2);
      assertThat(fixture.maintenance().recover(Recovery.FIX_PERMISSIONS, false).conditions())
          .isEmpty();
    }

    @Test
    void aDirectoryThatTheGroupMayWriteIsRefused() {
      fixture.initialised();
      files.setPermissions(StoreFixture.MEMORY, 0770);
      assertInsecure(fixture);

      files.setPermissions(StoreFixture.MEMORY, 01777);
      fixture.open().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "FUSEBLK"})
    void aNetworkFileSystemIsRefusedUnlessAllowed(String type) {
      fixture.initialised();
      files.useFileSystemType(type);

      HalfturnException refusal =
          Failing.assertFails(ErrorCode.UNSUPPORTED, "NETWORK_FILE_SYSTEM", fixture::open);
      assertThat(refusal.getMessage()).contains(type);
      Failing.assertFails(
          ErrorCode.UNSUPPORTED,
          "NETWORK_FILE_SYSTEM",
          () -> fixture.maintenance().init(KeyOrigin.EXISTING));

      fixture.with("allow-network-fs", "true").open().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "tmpfs", "zfs", "overlay", "apfs", "NTFS"})
    void aLocalFileSystemIsFine(String type) {
      fixture.initialised();
      files.useFileSystemType(type);

      fixture.open().close();
    }

    @Test
    void aCrashBetweenLinkingAndReplacingIsNoHardLink() throws IOException {
      fixture.initialised();
      put(fixture, "one");
      files.remove(fixture.previous());
      files.link(fixture.previous(), fixture.path);

      assertThat(fixture.maintenance().verify().conditions()).isEmpty();
    }
  }
}
