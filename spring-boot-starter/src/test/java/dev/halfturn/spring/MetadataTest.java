// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** What editors offer is what there is. */
class MetadataTest {

  private static final Path SETTINGS = Path.of("../docs/configuration.md");
  private static final Path GUIDE = Path.of("../docs/guide/spring-boot.md");
  private static final Path METADATA =
      Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

  private static MetadataDocument document() throws IOException {
    String settings = Files.readString(SETTINGS);
    return new MetadataDocument()
        .add("halfturn.", settings.substring(settings.indexOf("## Settings")))
        .add("", own());
  }

  private static String own() throws IOException {
    String guide = Files.readString(GUIDE);
    return guide.substring(guide.indexOf("| property |"), guide.indexOf("Leave `watch` off"));
  }

  @Test
  void itIsMadeOfTheDocumentation() throws IOException {
    String made = document().json();
    Path copy = Path.of("target/spring-configuration-metadata.json");
    Files.writeString(copy, made);

    assertThat(Files.readString(METADATA))
        .as("if the documentation has changed, copy %s", copy)
        .isEqualTo(made);
  }

  @Test
  void itIsJson() throws IOException {
    Map<String, Object> document =
        JsonParserFactory.getJsonParser().parseMap(Files.readString(METADATA));

    assertThat((List<?>) document.get("properties")).hasSizeGreaterThan(100);
  }

  /** Of the plug-ins that are here, which is not all. */
  @Test
  void everyKeyThatHalfturnKnowsIsInIt() throws IOException {
    List<String> names = document().names();

    assertThat(
            Configuration.knownKeys(
                Settings.of(Map.of()),
                PluginRegistry.discover(MetadataTest.class.getClassLoader())))
        .hasSizeGreaterThan(50)
        .filteredOn(key -> !key.endsWith(".type") && !key.startsWith("endpoint.spapi."))
        .allSatisfy(key -> assertThat(names).contains("halfturn." + key));
  }

  @Test
  void theStartersOwnAreThoseThatItTakes() throws IOException {
    List<String> own = new MetadataDocument().add("", own()).names();

    assertThat(own)
        .containsExactlyInAnyOrderElementsOf(
            OwnKeys.ALL.stream().map(key -> "halfturn." + key).toList());
    assertThat(OwnKeys.ALL.stream().map(OwnKeys::uniform).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(HalfturnProperties.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(OwnKeys::uniform)
                .toList());
    assertThat(OwnKeys.ALL).allMatch(OwnKeys::contains);
  }
}
