// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {

  /** A link that names a file, up to the anchor; {@code https://} and the like do not. */
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @TempDir Path home;

  private static Path archive(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("halfturn-[0-9].*\\." + suffix))
          .findFirst()
          .orElseThrow();
    }
  }

  private static SortedSet<String> folder() throws IOException {
    try (Stream<Path> files = Files.walk(Distribution.folder())) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> Distribution.folder().relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void holdLauncherLibrariesLicenceAndAFolderForPlugins() throws IOException {
    assertThat(folder())
        .contains("bin/halfturn", "bin/halfturn.bat", "plugins/README.txt", "LICENSE")
        .contains(
            "completions/halfturn.bash", "completions/halfturn.zsh", "completions/halfturn.fish")
        .contains("share/man/man1/halfturn.1", "share/man/man1/halfturn-store-init.1")
        .contains("docs/json.md", "docs/schemas/halfturn.status.v1.json", "CHANGELOG.md")
        .contains("examples/on-one-machine/run.sh", "examples/third-party-store/pom.xml")
        .anyMatch(name -> name.startsWith("lib/halfturn-cli-"))
        .anyMatch(name -> name.startsWith("lib/halfturn-store-file-"))
        .noneMatch(name -> name.contains("junit") || name.contains("testkit"))
        .noneMatch(name -> name.contains("/target/"));
  }

  @Test
  void holdWhatTheirDocumentsLinkTo() throws IOException {
    List<Path> links = new ArrayList<>();
    for (String document : folder()) {
      if (document.matches("[^/]+\\.md|docs/.*\\.md")) {
        links.addAll(links(Distribution.folder().resolve(document)));
      }
    }

    assertThat(links).hasSizeGreaterThan(80).allSatisfy(link -> assertThat(link).exists());
  }

  /** Where a document leads to in its own tree. */
  private static List<Path> links(Path document) throws IOException {
    return LINK.matcher(Files.readString(document))
        .results()
        .map(link -> document.resolveSibling(link.group(1)).normalize())
        .toList();
  }

  @Test
  void areTheFolderAsATarThatKeepsTheLauncherExecutable() throws IOException {
    Path archive = archive("tar.gz").toAbsolutePath();

    Result result = new ChildProcess(home).run(List.of("tar", "xzf", archive.toString()));

    assertThat(result.status()).isZero();
    Path root = home.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    assertThat(Files.isExecutable(root.resolve("bin/halfturn"))).isTrue();
    for (String name : folder()) {
      assertThat(root.resolve(name)).hasSameBinaryContentAs(Distribution.folder().resolve(name));
    }
  }

  @Test
  void areTheFolderAsAZip() throws IOException {
    try (ZipFile zip = new ZipFile(archive("zip").toFile())) {
      SortedSet<String> names =
          zip.stream()
              .filter(entry -> !entry.isDirectory())
              .map(ZipEntry::getName)
              .map(name -> name.substring(name.indexOf('/') + 1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(names).isEqualTo(folder());
    }
  }
}
