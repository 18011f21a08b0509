// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of classes: made at the first start, used at the next, and never in the way. */
class ClassArchiveTest {

  private static final String LOG_CLASSES = "-Xlog:class+load:file=";

  /** One place for all tests: to make an archive takes seconds. */
  @TempDir static Path place;

  private static Path distribution;
  private static Path made;

  @TempDir Path home;
  private Path cache;

  @BeforeAll
  static void startForTheFirstTime() throws IOException {
    distribution = Distribution.copyTo(place.resolve("installed"));
    Path cacheHome = place.resolve("cache");

    Result first =
        startAndAwait(new ChildProcess(place).with("XDG_CACHE_HOME", cacheHome.toString()));

    assertThat(first.err()).isEmpty();
    assertThat(files(cacheHome.resolve("halfturn"))).hasSize(2);
    made =
        files(cacheHome.resolve("halfturn")).stream()
            .filter(file -> file.toString().endsWith(".jsa"))
            .findFirst()
            .orElseThrow();
  }

  /**
   * Runs the command until nobody holds its descriptor 3 any longer, not even in the background.
   */
  private static Result startAndAwait(ChildProcess process) {
    return process.run(List.of("sh", "-c", "\"$0\" --version 3>&1 >/dev/null | cat", launcher()));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @BeforeEach
  void makeCache() throws IOException {
    cache = Files.createDirectories(home.resolve("cache/halfturn"));
  }

  private static String launcher() {
    return distribution.resolve("bin/halfturn").toString();
  }

  private ChildProcess process() {
    return new ChildProcess(home).with("XDG_CACHE_HOME", home.resolve("cache").toString());
  }

  /** Puts something in the place of the archive, which is why none is made. */
  private Path archive() {
    return cache.resolve(made.getFileName().toString());
  }

  /** Where the class of the command comes from. */
  private String source(ChildProcess process) throws IOException {
    Path log = home.resolve("classes.log");
    Result result =
        process.with("HALFTURN_JAVA_OPTS", LOG_CLASSES + log).run(List.of(launcher(), "--version"));
    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(" dev.halfturn.cli.Main source: "))
          .findFirst()
          .orElseThrow()
          .replaceAll(".* source: ", "");
    }
  }

  @Test
  void isTheUsersAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .matches("r[w-]-------");
    assertThat(made.getFileName().toString()).matches("[0-9].*%installed\\.jsa");
  }

  @Test
  void isAllThatIsLeft() throws IOException {
    assertThat(place.resolve("cache/halfturn/" + made.getFileName() + ".tried")).isEmptyFile();
    assertThat(files(made.getParent())).hasSize(2);
  }

  @Test
  void isUsedAtTheNextStart() throws IOException {
    Files.copy(made, archive());

    assertThat(source(process())).isEqualTo("shared objects file (top)");
  }

  @Test
  void staysValidWhenAPluginComes() throws IOException {
    Files.copy(made, archive());
    Path plugin = distribution.resolve("plugins/some.jar");
    Files.copy(distribution.resolve("lib/" + library("slf4j-api")), plugin);
    try {
      assertThat(source(process())).isEqualTo("shared objects file (top)");
    } finally {
      Files.delete(plugin);
    }
  }

  private static String library(String name) throws IOException {
    return files(distribution.resolve("lib")).stream()
        .map(jar -> jar.getFileName().toString())
        .filter(jar -> jar.startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not an archive"})
  void isIgnoredWithoutAWordIfItIsSomethingElse(String content) throws IOException {
    Files.writeString(archive(), content);

    assertThat(source(process())).contains("halfturn-cli-");
  }

  @Test
  void isIgnoredWithoutAWordIfTheLibrariesHaveChanged() throws IOException {
    Files.copy(made, archive());
    Path library = distribution.resolve("lib/" + library("halfturn-cli"));
    Path aside = place.resolve("aside.jar");
    Files.move(library, aside);
    Files.copy(aside, library); // of another time
    try {
      assertThat(source(process())).contains("halfturn-cli-");
    } finally {
      Files.move(aside, library, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isRoot(Path own) throws IOException {
    return Files.getOwner(own).getName().equals("root");
  }

  private static void giveToSomebodyElse(Path file) throws IOException {
    Files.setOwner(
        file,
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
  }

  @Test
  void isIgnoredIfItIsSomebodyElses() throws IOException {
    Files.copy(made, archive());
    if (isRoot(archive())) {
      giveToSomebodyElse(archive());
    } else {
      Files.delete(archive());
      Files.createSymbolicLink(archive(), Path.of("/etc/passwd"));
    }
    Files.createFile(cache.resolve(archive().getFileName() + ".tried"));

    assertThat(source(process())).contains("halfturn-cli-");
  }

  /** Whoever owns the directory can put another file in its place at any moment. */
  @Test
  void isIgnoredIfTheDirectoryIsSomebodyElses() throws IOException {
    ChildProcess process = withJavaThat("exit 1");
    if (isRoot(cache)) {
      Files.copy(made, archive());
      giveToSomebodyElse(cache);
    } else {
      process.with("XDG_CACHE_HOME", "/usr");
    }

    assertThat(source(process)).contains("halfturn-cli-");
    assertThat(startAndAwait(process).err()).isEmpty();

    assertThat(home.resolve("attempts")).doesNotExist();
  }

  /** As under sudo: neither is a directory made there that its owner could not use. */
  @Test
  void isNotMadeInTheHomeOfSomebodyElse() throws IOException {
    Path theirs = Files.createDirectory(home.resolve("theirs"));
    ChildProcess process = withJavaThat("exit 1").with("XDG_CACHE_HOME", theirs + "/.cache");
    if (isRoot(theirs)) {
      giveToSomebodyElse(theirs);
    } else {
      process.with("XDG_CACHE_HOME", "/usr/.cache");
    }

    assertThat(startAndAwait(process).err()).isEmpty();

    assertThat(theirs).isEmptyDirectory();
    assertThat(home.resolve("attempts")).doesNotExist();
  }

  @Test
  void ofWhoeverInstalledItServesEverybody() throws IOException {
    Path shared = distribution.resolve("lib/classes.jsa");
    Files.copy(made, shared);
    try {
      assertThat(source(process())).isEqualTo("shared objects file (top)");
      assertThat(cache).isEmptyDirectory();
    } finally {
      Files.delete(shared);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "/proc/self", "relative", ""})
  void isDoneWithoutWhereThereIsNoPlaceForIt(String cacheHome) throws IOException {
    assertThat(source(process().with("XDG_CACHE_HOME", cacheHome).with("HOME", "")))
        .contains("halfturn-cli-");
  }

  @Test
  void isNeitherUsedNorMadeWhereItIsSwitchedOff() throws IOException {
    ChildProcess off = withJavaThat("exit 1").with("HALFTURN_CLASS_ARCHIVE", "off");

    assertThat(startAndAwait(off).err()).isEmpty();
    assertThat(cache).isEmptyDirectory();
    assertThat(home.resolve("attempts")).doesNotExist();

    Files.copy(made, archive());
    assertThat(source(process().with("HALFTURN_CLASS_ARCHIVE", "off"))).contains("halfturn-cli-");
    assertThat(source(process().with("HALFTURN_CLASS_ARCHIVE", "on")))
        .isEqualTo("shared objects file (top)");
  }

  @Test
  void isSwitchedByWhatIsKnownOnly() {
    Result result =
        process()
            .with("HALFTURN_CLASS_ARCHIVE", "never")
            .run(List.of(launcher(), "config", "check"));

    assertThat(result.err())
        .startsWith("halfturn: error: HALFTURN_CLASS_ARCHIVE is neither on nor off\n");
    assertThat(result.status()).isEqualTo(1);
  }

  /** Another Java, which notes each attempt and then does as the command says. */
  private ChildProcess withJavaThat(String attempt) throws IOException {
    String noted = "echo attempt >>'" + home.resolve("attempts") + "'; " + attempt;
    return process().with("JAVA_HOME", WrappedJava.in(home, noted).toString());
  }

  @Test
  void isTriedOnceWhereTheVirtualMachineCrashes() throws IOException {
    ChildProcess process = withJavaThat("kill -SEGV $$");

    assertThat(startAndAwait(process).err()).isEmpty();
    assertThat(startAndAwait(process).err()).isEmpty();
    assertThat(source(process)).contains("halfturn-cli-");

    assertThat(home.resolve("attempts")).hasContent("attempt\n");
    assertThat(files(cache)).singleElement().asString().endsWith(".jsa.tried");
  }

  @Test
  void isTriedByOneOfManyWhoStartAtOnce() throws IOException {
    ChildProcess process = withJavaThat("exit 1");

    List<Result> results =
        Stream.generate(() -> process).limit(6).parallel().map(p -> startAndAwait(p)).toList();

    assertThat(results).allMatch(result -> result.err().isEmpty());
    assertThat(home.resolve("attempts")).hasContent("attempt\n");
  }

  @Test
  void takesThePlaceOfOldOnes() throws IOException {
    FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Path old = Files.createFile(cache.resolve("0.0.1-17.jsa"));
    Path oldTried = Files.createFile(cache.resolve("0.0.1-17.jsa.tried"));
    Path cutOff = Files.createDirectory(cache.resolve("making-1"));
    Files.createFile(cutOff.resolve("classes"));
    Path young = Files.createFile(cache.resolve("9.9.9-17.jsa"));
    for (Path file : List.of(old, oldTried, cutOff)) {
      Files.setLastModifiedTime(file, longAgo);
    }

    archiving("-Xshare:off");

    assertThat(files(cache)).containsExactly(young);
  }

  /** A virtual machine that makes an archive and then cannot use it. */
  @Test
  void isNotPutInPlaceUnlessItWorks() throws IOException {
    archiving("-Xshare:off");

    assertThat(cache).isEmptyDirectory();
  }

  private void archiving(String option) {
    Result result =
        process()
            .run(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    distribution.resolve("lib").toString() + "/*",
                    "dev.halfturn.cli.ClassArchive",
                    archive().toString(),
                    "-Xlog:disable",
                    option));
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
  }
}
