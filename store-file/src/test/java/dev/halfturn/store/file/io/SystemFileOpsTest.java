// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemFileOpsTest {

  private final SystemFileOps files = new SystemFileOps();
  private final byte[] content = "content".getBytes(StandardCharsets.UTF_8);
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("file");
  }

  private Path written() throws IOException {
    try (FileOps.WritableFile out = files.createNew(file)) {
      out.write(content, 0);
      out.force();
    }
    return file;
  }

  @Test
  void aNewFileIsOpenToItsOwnerOnly() throws IOException {
    FileFacts facts = files.facts(written());

    assertThat(facts.kind()).isEqualTo(FileFacts.Kind.FILE);
    assertThat(facts.size()).isEqualTo(content.length);
    assertThat(facts.permissions()).isEqualTo(0600);
    assertThat(facts.openToOthers()).isFalse();
    assertThat(facts.owner()).isEqualTo(files.currentUser());
    assertThat(facts.links()).isEqualTo(1);
    assertThat(files.read(file, 100)).isEqualTo(content);
    assertThat(files.read(file, 3)).hasSize(3);
  }

  @Test
  void nothingIsCreatedOverAnotherFileOrThroughALink() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "victim");
    Files.createSymbolicLink(file, victim);

    assertThatThrownBy(() -> files.createNew(file)).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> files.openExisting(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.read(file, 10)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.openLock(file)).isInstanceOf(IOException.class);
    assertThat(victim).hasContent("victim");
    assertThat(files.facts(file).kind()).isEqualTo(FileFacts.Kind.SYMBOLIC_LINK);
    assertThat(files.realPath(file)).isEqualTo(victim.toRealPath());
  }

  @Test
  void bytesAreChangedInPlace() throws IOException {
    String identity = files.facts(written()).identity();
    try (FileOps.WritableFile out = files.openExisting(file)) {
      out.write(new byte[] {'C'}, 0);
      out.write(new byte[] {'!'}, content.length);
      out.forceContent();
    }

    assertThat(file).hasContent("Content!");
    assertThat(files.facts(file).identity()).isEqualTo(identity);
  }

  @Test
  void linksAndRenamesReplaceNamesNotContents() throws IOException {
    Path second = directory.resolve("second");
    files.link(second, written());
    assertThat(files.facts(file).links()).isEqualTo(2);
    assertThat(files.facts(file).identity()).isEqualTo(files.facts(second).identity());
    assertThatThrownBy(() -> files.link(second, file))
        .isInstanceOf(FileAlreadyExistsException.class);

    Path third = Files.writeString(directory.resolve("third"), "third");
    files.rename(third, second);
    files.forceDirectory(directory);

    assertThat(second).hasContent("third");
    assertThat(file).hasContent("content");
    files.delete(file);
    files.delete(file);
    assertThatThrownBy(() -> files.facts(file)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void namesAreListedByPrefix() throws IOException {
    Files.createFile(directory.resolve(".a.tmp"));
    Files.createFile(directory.resolve("a"));

    assertThat(files.list(directory, ".a")).containsExactly(".a.tmp");
    assertThat(files.list(directory, "")).hasSize(2);
  }

  @Test
  void directoriesAreMadeForTheirOwner() throws IOException {
    Path deep = directory.resolve("x/y");
    files.createDirectories(deep);

    assertThat(files.facts(deep).kind()).isEqualTo(FileFacts.Kind.DIRECTORY);
    assertThat(files.facts(deep).permissions()).isEqualTo(0700);
  }

  @Test
  void filesAndDirectoriesAreClosedToOthers() throws IOException {
    Files.setPosixFilePermissions(written(), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(files.facts(file).openToOthers()).isTrue();
    files.closeToOthers(file);
    assertThat(files.facts(file).permissions()).isEqualTo(0600);

    Path open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(files.facts(open).othersMayReplaceEntries()).isTrue();
    files.closeToOthers(open);
    assertThat(files.facts(open).permissions()).isEqualTo(0700);
  }

  @Test
  void whatIsNeitherFileNorDirectoryIsOther() throws IOException {
    assertThat(files.facts(Path.of("/dev/null")).kind()).isEqualTo(FileFacts.Kind.OTHER);
    assertThat(FactsReader.basic(Path.of("/dev/null")).kind()).isEqualTo(FileFacts.Kind.OTHER);
  }

  @Test
  void theFileSystemHasAType() throws IOException {
    assertThat(files.fileSystemType(directory)).isNotEmpty();
  }

  @Test
  void withoutUnixThereAreFewerFacts() throws IOException {
    FileFacts facts = FactsReader.basic(written());

    assertThat(facts.kind()).isEqualTo(FileFacts.Kind.FILE);
    assertThat(facts.permissions()).isEqualTo(FileFacts.UNKNOWN);
    assertThat(facts.openToOthers()).isFalse();
    assertThat(facts.othersMayReplaceEntries()).isFalse();
    assertThat(FactsReader.basic(directory).kind()).isEqualTo(FileFacts.Kind.DIRECTORY);
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertThat(FactsReader.basic(link).kind()).isEqualTo(FileFacts.Kind.SYMBOLIC_LINK);
  }

  @Test
  void theUserIsTheSameHoweverItIsFound() throws IOException {
    assertThat(CurrentUser.id(directory.resolve("no-proc"))).isEqualTo(CurrentUser.id());
  }

  @Test
  void everyChangeOfAFileIsAChangeOfItsFacts() throws IOException {
    FileFacts before = files.facts(written());
    assertThat(files.facts(file).sameAs(before)).isTrue();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(files.facts(file).sameAs(before)).isFalse();
    assertThat(files.facts(file).sameContentAs(before)).isTrue();
  }

  /** Windows holds files open for a moment; the refusals are those of a directory in the way. */
  @Test
  void onWindowsARefusedRenameIsRepeatedTenTimes() throws IOException {
    List<Duration> pauses = new ArrayList<>();
    SystemFileOps windows = new SystemFileOps(true, pauses::add, FailingMove.always());

    assertThatThrownBy(() -> windows.rename(written(), directory.resolve("other")))
        .isInstanceOf(AccessDeniedException.class);

    assertThat(pauses).hasSize(9).containsOnly(Duration.ofMillis(50));
    windows.forceDirectory(directory.resolve("cannot be opened there"));
  }

  @Test
  void onWindowsARenameThatIsRefusedOnceSucceeds() throws IOException {
    SystemFileOps windows = new SystemFileOps(true, pause -> {}, FailingMove.once());

    windows.rename(written(), directory.resolve("other"));

    assertThat(directory.resolve("other")).hasContent("content");
  }

  @Test
  void elsewhereARefusedRenameFailsAtOnce() {
    SystemFileOps linux =
        new SystemFileOps(
            false,
            pause -> {
              throw new AssertionError("waited");
            },
            FailingMove.always());

    assertThatThrownBy(() -> linux.rename(written(), directory.resolve("other")))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void anInterruptEndsTheWaitForARename() {
    SystemFileOps windows =
        new SystemFileOps(
            true,
            pause -> {
              throw new InterruptedException();
            },
            FailingMove.always());

    assertThatThrownBy(() -> windows.rename(written(), directory.resolve("other")))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** A rename that Windows refuses while somebody has the file open. */
  private static final class FailingMove implements SystemFileOps.Move {
    private int refusals;

    private FailingMove(int refusals) {
      this.refusals = refusals;
    }

    static FailingMove always() {
      return new FailingMove(Integer.MAX_VALUE);
    }

    static FailingMove once() {
      return new FailingMove(1);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      if (refusals-- > 0) {
        throw new AccessDeniedException(from.toString());
      }
      Files.move(from, to);
    }
  }
}
