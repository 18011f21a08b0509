// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show is what comes out. */
class DocumentsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static List<Path> documents() throws IOException {
    return below(ROOT, ".md").toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commandsPrintWhatTheDocumentShows(Path document, @TempDir Path directory)
      throws IOException {
    String shown = MarkdownScript.of(Files.readString(document));
    String printed;
    try (World world = new World(directory)) {
      printed = MarkdownScript.replay(shown, world);
    }
    assertThat(MarkdownScript.comparable(printed)).isEqualTo(MarkdownScript.comparable(shown));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void javaListingsAreCompiledSomewhere(Path document) throws IOException {
    String sources =
        below(ROOT, ".java")
            .map(DocumentsTest::read)
            .map(DocumentsTest::dense)
            .collect(Collectors.joining("\n"));
    for (String listing : MarkdownScript.blocks(Files.readString(document), "java")) {
      assertThat(sources.contains(dense(listing))).as(listing).isTrue();
    }
  }

  @Test
  void theReadmeShowsCommandsAndAListing() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));

    assertThat(MarkdownScript.of(readme))
        .contains("$ " + MarkdownScript.DEMO)
        .contains("$ halfturn rotate erp");
    assertThat(MarkdownScript.blocks(readme, "java")).isNotEmpty();
  }

  private static Stream<Path> below(Path root, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !root.relativize(file).toString().contains("target"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String dense(String text) {
    return text.replaceAll("//[^\n]*", "").replaceAll("\\s+", "");
  }
}
