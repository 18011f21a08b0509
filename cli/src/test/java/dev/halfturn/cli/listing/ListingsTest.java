// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.cli.config.DocumentedSettings;
import dev.halfturn.plugin.PluginRegistry;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of every listing in every document something shows that it is right. {@code console} is run and
 * {@code java} compared with what is compiled by {@link dev.halfturn.cli.script.DocumentsTest};
 * what other tests look at stands in {@link OtherTests}; the rest is shown here.
 */
class ListingsTest {

  /** Which only finds those that are not indented. */
  private static final Set<String> BY_DOCUMENTS_TEST = Set.of("console", "java");

  @TempDir private Path directory;

  private final Map<String, ListingProof> proofs = new LinkedHashMap<>();

  @BeforeEach
  void prepare() {
    DocumentedSettings settings =
        new DocumentedSettings(
            ExamplePlugins.addedTo(PluginRegistry.discover(getClass().getClassLoader())),
            directory);
    proofs.put("yaml", text -> settings.problems("halfturn.yaml", text));
    proofs.put("properties", text -> settings.problems("halfturn.properties", text));
    proofs.put("sh", new ShellProof());
    proofs.put("json", new JsonProof());
    proofs.put("xml", new XmlProof());
    proofs.put("kotlin", new GradleProof());
    proofs.put("abnf", new AbnfProof());
    proofs.put("text", new TextProof());
  }

  static List<Listing> listings() {
    return Listing.all();
  }

  private List<String> problems(Listing listing) {
    if (OtherTests.of(listing).isPresent()) {
      return List.of();
    }
    if (BY_DOCUMENTS_TEST.contains(listing.language())) {
      return listing.indent() == 0 ? List.of() : List.of("is indented, so that no test finds it");
    }
    ListingProof proof = proofs.get(listing.language());
    return proof == null
        ? List.of("no test is responsible for '" + listing.language() + "'")
        : proof.problems(listing.text());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("listings")
  void isShownToBeRight(Listing listing) {
    assertThat(problems(listing)).as(listing.text()).isEmpty();
  }

  @Test
  void allDocumentsAreLookedAt() {
    assertThat(listings())
        .hasSizeGreaterThan(130)
        .extracting(Listing::document)
        .contains("README.md", "docs/configuration.md", "examples/aws-lambda/README.md");
  }

  @Test
  void otherTestsExistAndReadThoseDocuments() {
    Set<String> used = new HashSet<>();
    listings()
        .forEach(listing -> OtherTests.of(listing).ifPresent(one -> used.add(one.toString())));

    assertThat(OtherTests.all())
        .allSatisfy(entry -> assertThat(entry.problems()).isEmpty())
        .allSatisfy(entry -> assertThat(used).contains(entry.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          yaml       | stoer: file                                                    | is not a
          yaml       | {                                                              | halfturn.yaml:
          yaml       | # nothing                                                      | no settings
          properties | rotation.at=never                                              | duration
          properties | notifier.log.colour=red                                       | colour
          properties | store.file.colour=red                                          | colour
          sh         | halfturn statsu                                                | statsu
          sh         | cd /tmp && sudo HALFTURN_STORE=file bin/halfturn status --fast | --fast
          sh         | halfturn token erp > f; halfturn fetch erp                     | fetch
          sh         | if true                                                        | syntax
          sh         | mvn -B verify -pl core,cores                                   | module cores
          sh         | mvn -Pstres verify                                             | profile stres
          sh         | mvn test -Dtest=NoSuchTest                                     | NoSuchTest
          json       | {"schema"                                                      | read as JSON
          json       | {"no-such-member":1}                                           | no-such-member
          json       | {"Action":["sns:Publish","sns:Subscribe","sns:Shout"]}         | sns:Shout
          xml        | <dependency>                                                   | read as XML
          xml        | <artifactId>halfturn-store-ibm</artifactId>                    | halfturn-store-ibm
          kotlin     | implementation("dev.halfturn:halfturn-bom:0.0.1")              | 0.0.1
          kotlin     | implementation("dev.halfturn:halfturn-cores")                  | halfturn-cores
          abnf       | a = b                                                          | defines b
          abnf       | a = DIGIT ; b                                                  | -
          text       | halfturn cannot be opened                                      | listings.txt
          text       | some text                                                      | listings.txt
          text       | 1 * * * * /opt/bin/halfturn serve --twice                      | --twice
          perl       | print 1                                                        | perl
          """)
  void whatIsWrongIsFound(String language, String text, String problem) {
    List<String> problems = problems(new Listing("none.md", 1, 0, language, text));

    if (problem.equals("-")) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).isNotEmpty().anyMatch(found -> found.contains(problem));
    }
  }

  @Test
  void anotherVersionOfOursAndALibraryThatIsNotOursAreFound() {
    ListingProof xml = proofs.get("xml");

    assertThat(xml.problems(dependency("dev.halfturn", "halfturn-core", Bom.version()))).isEmpty();
    assertThat(xml.problems(dependency("dev.halfturn", "halfturn-core", "9"))).hasSize(1);
    assertThat(xml.problems(dependency("com.example", "no-such-library", "1"))).hasSize(1);
  }

  private static String dependency(String group, String artifact, String version) {
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
        .formatted(group, artifact, version);
  }

  @Test
  void listingsAreFoundIndentedAndWithin() {
    String document =
        """
        1. first

           ```sh
           a
             b
           ```

        ````text
        ```
        ````
        """;

    assertThat(Listing.in("x.md", document))
        .containsExactly(
            new Listing("x.md", 3, 3, "sh", "a\n  b"), new Listing("x.md", 8, 0, "text", "```"));
    assertThatThrownBy(() -> Listing.in("x.md", "```sh\na\n")).hasMessageContaining("end");
  }

  @Test
  void anIndentedConsoleIsRunByNobody() {
    assertThat(problems(new Listing("none.md", 1, 2, "console", "$ halfturn status"))).hasSize(1);
  }
}
