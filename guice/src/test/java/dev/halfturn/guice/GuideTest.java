// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import dev.halfturn.Halfturn;
import dev.halfturn.plugin.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide shows is compiled, exists, and comes out. */
class GuideTest {

  private static final Path SOURCES = Path.of("src/test/java/dev/halfturn/guice");

  private final String page = Files.readString(Path.of("../docs/guide/guice.md"));

  GuideTest() throws IOException {}

  private List<String> blocks(String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static String dense(String text) {
    return text.replaceAll("//[^\n]*", "").replaceAll("\\s+", "");
  }

  @Test
  void eachListingIsCompiled() throws IOException {
    String listings = dense(Files.readString(SOURCES.resolve("GuideListings.java")));

    assertThat(blocks("java"))
        .hasSize(7)
        .allSatisfy(block -> assertThat(listings).contains(dense(block)));
  }

  @Test
  void theArtifactsAreInTheBom() throws IOException {
    String bom = Files.readString(Path.of("../bom/pom.xml"));
    List<String> artifacts =
        Pattern.compile("<artifactId>([^<]+)")
            .matcher(String.join("", blocks("xml")))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(artifacts)
        .hasSize(2)
        .allSatisfy(name -> assertThat(bom).contains("<artifactId>" + name + "</artifactId>"));
  }

  @Test
  void whatIsWrongIsShownSo() {
    Settings wrong = Settings.of(Map.of("store", "memory", "remind.time", "x", "stroe", "x"));
    try (HalfturnService service = HalfturnService.of(wrong)) {
      assertThatThrownBy(() -> Guice.createInjector(new HalfturnModule(service)))
          .isInstanceOf(CreationException.class)
          .hasMessageContaining(blocks("text").get(0));
    }
  }

  @Test
  void theListingsWork() {
    Settings settings = Settings.of(Map.of("store", "vault"));
    try (HalfturnService service = HalfturnService.of(settings)) {
      Injector injector =
          Guice.createInjector(
              new HalfturnModule(service),
              new NoScanningModule(),
              new GuideListings.PagerModule(),
              new GuideListings.SyncModule(Qualifiers.app("erp")),
              new GuideListings.SyncModule(Qualifiers.app("shop")));

      assertThat(injector.getInstance(Halfturn.class).secrets().storeName()).isEqualTo("vault");
      assertThat(
              injector.getInstance(Key.get(GuideListings.StockSync.class, Qualifiers.app("shop")))
                  .tokens)
          .hasToString("AppTokens[shop]");
    }
  }

  @Test
  void theTestModuleWorks() {
    GuideListings.InTests inTests = new GuideListings.InTests();
    Settings settings = Settings.of(Map.of("store", "memory"));
    try (inTests.amazon;
        HalfturnService service = HalfturnService.of(settings)) {
      Injector injector =
          Guice.createInjector(new HalfturnModule(service), inTests.new TestModule());

      assertThat(injector.getInstance(Halfturn.class).applications().names()).isEmpty();
    }
  }
}
