// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * From {@code docs/README.md} one comes to every page, and from the list of decisions to every
 * decision. With {@code -Ddocuments.rewrite=true} that list is made anew.
 */
class DocumentsIndexTest {

  private static final Path DOCS = Page.ROOT.resolve("docs");
  private static final Path DESIGN = DOCS.resolve("design");
  private static final Path DECISIONS = DESIGN.resolve("README.md");

  private static final String BEGINNING =
      """
      # Decisions

      Each decision that had an alternative: what we do, what we could have done, why not, and what would make us decide
      again. They are numbered, and stay as they were; one that is changed is followed by another. [A form](000-template.md) for
      the next one.

      | | |
      |--:|---|
      """;

  private static Page index() {
    return Page.of(DOCS.resolve("README.md"));
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void everyPageIsLinkedFromTheIndex() throws IOException {
    Set<Path> linked = index().linked();

    assertThat(below(DOCS).stream().filter(file -> file.toString().endsWith(".md")))
        .hasSizeGreaterThan(25 + 80)
        .filteredOn(file -> !file.startsWith(DESIGN) && !file.equals(index().file()))
        .allSatisfy(file -> assertThat(linked).contains(file));
    assertThat(linked).contains(DECISIONS);
  }

  @Test
  void everyExampleIsLinkedFromTheIndex() throws IOException {
    Set<Path> linked = index().linked();

    try (Stream<Path> examples = Files.list(Page.ROOT.resolve("examples"))) {
      assertThat(examples).isNotEmpty().allSatisfy(example -> assertThat(linked).contains(example));
    }
  }

  @Test
  void everyPictureIsShownSomewhere() throws IOException {
    Set<Path> shown =
        Page.all().stream().flatMap(page -> page.linked().stream()).collect(Collectors.toSet());

    assertThat(below(DOCS.resolve("images")))
        .isNotEmpty()
        .allSatisfy(picture -> assertThat(shown).contains(picture));
  }

  @Test
  void everyDecisionIsListed() throws IOException {
    StringBuilder list = new StringBuilder(BEGINNING);
    for (Path file : decisions()) {
      String[] title = Page.of(file).title().split(": ", 2);
      list.append("| [%s](%s) | %s |\n".formatted(title[0], file.getFileName(), title[1]));
    }
    Page.requireGenerated(DECISIONS, list.toString());
  }

  @Test
  void everyDecisionHasItsNumberAndItsParts() throws IOException {
    Set<String> numbers = new HashSet<>();
    for (Path file : decisions()) {
      String number = file.getFileName().toString().substring(0, 3);
      assertThat(numbers.add(number)).as("one decision of number " + number).isTrue();
      String text = BuiltModule.read(file);
      assertThat(text).as(file.toString()).startsWith("# " + number + ": ");
      for (String part : List.of("Decision", "Alternative", "Reason")) {
        assertThat(text).as(file.toString()).containsPattern("(?m)^\\*\\*" + part + "s?\\.?\\*\\*");
      }
    }
  }

  private static List<Path> decisions() throws IOException {
    return below(DESIGN).stream()
        .filter(file -> file.getFileName().toString().matches("\\d{3}-[a-z0-9-]+\\.md"))
        .filter(file -> !file.getFileName().toString().startsWith("000"))
        .toList();
  }
}
