// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.store.file.FileSecretStoreFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of the real system, brought about from outside. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the tools that cause the faults are of Unix")
class SystemFaultsTest {

  @TempDir private Path directory;

  private List<String> run(ChildJvm.Launch launch, String... arguments) {
    try (ChildJvm child = launch.start(arguments)) {
      return child.remainingLines();
    }
  }

  private void initWithOne() {
    assertThat(run(ChildJvm.launch(), "init", directory.toString())).containsExactly("done");
    assertThat(run(ChildJvm.launch(), "put", directory.toString(), "1"))
        .containsExactly("durable", "done");
  }

  private int stored() throws IOException {
    try (SecretStore store = StoreProcess.open(directory);
        Stream<Path> files = Files.list(directory)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
      return StoreProcess.number(store, StoreProcess.COUNTER);
    }
  }

  private ChildJvm.Launch tampering(String syscall, String how) {
    return ChildJvm.launch()
        .under("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + syscall)
        .under("-e", "inject=" + syscall + ":" + how);
  }

  /** In order: holder's name, temp written, forced, linked, renamed twice, directory, mark. */
  @ParameterizedTest
  @CsvSource({
    "pwrite64, 1",
    "pwrite64, 2",
    "fsync, 1",
    "link, 1",
    "rename, 1",
    "rename, 2",
    "fsync, 2",
    "pwrite64, 3",
    "fdatasync, 1"
  })
  void aKillAtASystemCallLeavesTheOldStateOrTheNewOne(String syscall, int when) throws IOException {
    Tools.assumeTracing();
    initWithOne();
    try (ChildJvm child =
        tampering(syscall, "signal=KILL:when=" + when).start("put", directory.toString(), "2")) {
      assertThat(child.remainingLines()).isEmpty();
      assertThat(child.exitCode()).isEqualTo(128 + 9);
    }

    assertThat(stored()).isBetween(1, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, error=EIO:when=1, DURABILITY_UNKNOWN, 1",
    "fsync, error=EIO:when=2, DURABILITY_UNKNOWN, 2",
    "rename, error=ENOSPC:when=2, STORE_FULL, 1",
    "rename, error=EDQUOT:when=1, STORE_FULL, 1",
    "link, error=EROFS:when=1, STORE_READ_ONLY, 1",
    "link, error=EPERM:when=1, durable, 2",
    "fdatasync, error=EIO:when=1, durable, 2"
  })
  void anErrorOfTheSystemIsNamed(String syscall, String how, String answer, int left)
      throws IOException {
    Tools.assumeTracing();
    initWithOne();

    List<String> said = run(tampering(syscall, how), "put", directory.toString(), "2");

    assertThat(said.get(0)).startsWith(answer);
    assertThat(stored()).isEqualTo(left);
  }

  @Test
  void aFullDiskKeepsTheOldStateAndWhenFreedTheNextWriteWorks() {
    String java = quoted(ChildJvm.launch().command("fill", directory.toString()));
    String script =
        Tools.canMount()
            ? "mount -t tmpfs -o size=128k tmpfs '" + directory + "' && exec " + java
            : "ulimit -f 64 && exec " + java;
    String[] shell =
        Tools.canMount()
            ? new String[] {"unshare", "-Urm", "sh", "-c", script}
            : new String[] {"sh", "-c", script};

    try (ChildJvm child = ChildJvm.startCommand(List.of(shell))) {
      assertThat(child.remainingLines()).containsExactly("STORE_FULL", "kept", "goes on", "done");
    }
  }

  @Test
  void aReadOnlyDiskIsReadAndOneLineSaysThatItCannotBeWritten() {
    Tools.assumeMounting();
    String place = directory.toString();
    String script =
        String.join(
            " && ",
            "mount -t tmpfs tmpfs '" + place + "'",
            quoted(ChildJvm.launch().command("init", place)),
            quoted(ChildJvm.launch().command("put", place, "1")),
            "mount -o remount,ro '" + place + "'",
            quoted(ChildJvm.launch().command("put", place, "2")),
            quoted(ChildJvm.launch().command("read", place)));

    try (ChildJvm child = ChildJvm.startCommand(List.of("unshare", "-Urm", "sh", "-c", script))) {
      assertThat(child.remainingLines())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("done"),
              line -> assertThat(line).isEqualTo("durable"),
              line -> assertThat(line).isEqualTo("done"),
              line -> assertThat(line).startsWith("STORE_READ_ONLY "),
              line -> assertThat(line).isEqualTo("1"),
              line -> assertThat(line).isEqualTo("done"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "077", "022"})
  void whateverTheUmaskNewFilesAreTheirOwnersAlone(String umask) throws IOException {
    String place = directory.resolve("new").toString();
    String script =
        String.join(
            " && ",
            "umask " + umask,
            quoted(ChildJvm.launch().command("init", place)),
            quoted(ChildJvm.launch().command("put", place, "1")));

    try (ChildJvm child = ChildJvm.startCommand(List.of("sh", "-c", script))) {
      assertThat(child.remainingLines()).containsExactly("done", "durable", "done");
    }

    try (Stream<Path> made = Files.walk(Path.of(place))) {
      Map<Boolean, List<String>> modes =
          made.collect(
              Collectors.groupingBy(
                  Files::isDirectory,
                  Collectors.mapping(SystemFaultsTest::mode, Collectors.toList())));
      assertThat(modes.get(true)).hasSize(2).containsOnly("rwx------");
      assertThat(modes.get(false)).hasSize(6).containsOnly("rw-------");
    }
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aHeapTooSmallForThePassphraseIsToldInOneLine() {
    FileSecretStoreFactory factory = new FileSecretStoreFactory();
    PluginConfig config =
        PluginConfig.parse(
                factory.options(),
                Map.of(
                    "path",
                    directory.resolve("secrets.halfturn").toString(),
                    "passphrase",
                    "correct horse battery staple"))
            .config()
            .orElseThrow();
    factory
        .maintain(
            config,
            new PluginContext(
                "file", InstantSource.system(), new SecureRandom(), directory.resolve("state")))
        .init(KeyOrigin.EXISTING);

    String[] unlock = {"passphrase", directory.toString(), "correct horse battery staple"};
    assertThat(run(ChildJvm.launch().with("-Xmx64m"), unlock))
        .singleElement()
        .asString()
        .startsWith("KDF_LIMIT ")
        .contains("65536 KiB");
    assertThat(run(ChildJvm.launch().with("-Xmx96m"), unlock)).containsExactly("done");
  }

  private static String quoted(List<String> command) {
    return command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
  }
}
