// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schemas as a whole; single documents are checked wherever a test makes the command write. */
class SchemasTest {

  /** How a verb writes its document. */
  private static final Pattern WRITTEN =
      Pattern.compile("\\b(?:result|done|document)\\(\\s*\"([a-z-]+)\"");

  private static final Pattern SHOWN =
      Pattern.compile("\"schema\\\\?\":\\\\?\"halfturn\\.([a-z-]+)/v1");

  private static String text(Path root, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.filter(path -> path.toString().endsWith(suffix)).toList()) {
        text.append(Files.readString(file)).append('\n');
      }
      return text.toString();
    }
  }

  private static SortedSet<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void thereIsOneForEachDocumentAndNoOther() throws IOException {
    SortedSet<String> documents = found(WRITTEN, text(Path.of("src/main/java"), ".java"));
    documents.add("error");

    assertThat(Schemas.all().keySet()).isEqualTo(documents);
  }

  @Test
  void eachIsUsedByATest() throws IOException {
    SortedSet<String> shown = found(SHOWN, text(Path.of("src/test/resources/scripts"), ".txt"));
    shown.addAll(found(SHOWN, text(Path.of("src/test/java/dev/halfturn/cli"), "Test.java")));

    assertThat(shown).containsAll(Schemas.all().keySet());
  }

  @Test
  void eachNamesItsDocument() throws IOException {
    Schemas.all()
        .forEach(
            (name, schema) -> {
              assertThat(schema).as(name).containsEntry("title", "halfturn." + name + "/v1");
              assertThat(schema.get("properties"))
                  .extracting("schema")
                  .isEqualTo(Map.of("const", "halfturn." + name + "/v1"));
              assertThat(String.valueOf(schema.get("description"))).as(name).endsWith(".");
            });
  }

  /** What is not known is null, not absent. */
  @Test
  void eachMemberIsAlwaysThere() throws IOException {
    Schemas.all().forEach(SchemasTest::requireAll);
  }

  private static void requireAll(String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      if (map.get("properties") instanceof Map<?, ?> properties) {
        assertThat(Set.copyOf((List<?>) map.get("required")))
            .as(name)
            .isEqualTo(properties.keySet());
      }
      map.values().forEach(item -> requireAll(name, item));
    } else if (value instanceof List<?> items) {
      items.forEach(item -> requireAll(name, item));
    }
  }

  @Test
  void aDocumentWithAnotherMemberIsRefusedHere() {
    String document = "{\"schema\":\"halfturn.version/v1\",\"version\":\"1\",\"java\":\"17\"}";

    assertThat(Schemas.problems("version", document)).isEmpty();
    assertThat(Schemas.problems("version", document.replace("java", "jvm"))).hasSize(2);
    assertThat(Schemas.problems("version", document.replace("\"17\"", "17"))).hasSize(1);
  }

  @Test
  void theDocumentListsEach() throws IOException {
    String document = Files.readString(Path.of("../docs/json.md"));

    for (String name : Schemas.all().keySet()) {
      assertThat(document).contains("(schemas/halfturn." + name + ".v1.json)");
    }
  }
}
