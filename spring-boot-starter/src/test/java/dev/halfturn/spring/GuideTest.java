// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;
import org.xml.sax.InputSource;

/** What the guide shows stands in the example, which is compiled and run. */
class GuideTest {

  private static final Path GUIDE = Path.of("../docs/guide/spring-boot.md");
  private static final Path EXAMPLE = Path.of("../examples/spring-boot");

  private static List<String> blocks(String language) throws IOException {
    Matcher block =
        Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```").matcher(Files.readString(GUIDE));
    List<String> blocks = new ArrayList<>();
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }

  private static String withoutIndentation(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String example(String extension) throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      return files
          .filter(file -> file.toString().endsWith(extension))
          .filter(file -> !file.startsWith(EXAMPLE.resolve("target")))
          .sorted()
          .map(GuideTest::read)
          .map(GuideTest::withoutIndentation)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void itsJavaIsTheExamples() throws IOException {
    String sources = example(".java");

    assertThat(blocks("java"))
        .hasSize(2)
        .allSatisfy(block -> assertThat(sources).contains(withoutIndentation(block)));
  }

  @Test
  void itsXmlIsTheExamples() throws IOException {
    String pom = withItsVersions(example("pom.xml"));

    assertThat(blocks("xml"))
        .hasSize(2)
        .allSatisfy(block -> assertThat(pom).contains(withoutIndentation(block)))
        .allSatisfy(
            block ->
                assertThat(
                        DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader("<x>" + block + "</x>"))))
                    .isNotNull());
  }

  /** Which a reader of the guide does not have as properties. */
  private static String withItsVersions(String pom) {
    return Pattern.compile("<([a-z-]+\\.version)>([^<]+)</\\1>")
        .matcher(pom)
        .results()
        .reduce(
            pom,
            (text, found) -> text.replace("${" + found.group(1) + "}", found.group(2)),
            (one, other) -> other);
  }

  @Test
  void itsYamlIsTheExamples() throws IOException {
    String yaml = example("application.yaml");

    assertThat(blocks("yaml"))
        .hasSize(1)
        .allSatisfy(block -> assertThat(yaml).contains(withoutIndentation(block)))
        .allSatisfy(
            block ->
                assertThat(
                        new YamlPropertySourceLoader()
                            .load("guide", new ByteArrayResource(block.getBytes(UTF_8))))
                    .hasSize(1));
  }

  @Test
  void itsReportIsTheOneThatIsPrinted() throws IOException {
    String said =
        FailureAnalyzersTest.said(
            "halfturn.store=file",
            "halfturn.store.file.paht=/srv/secrets.halfturn",
            "halfturn.store.file.key-file=/etc/halfturn/store.key",
            "halfturn.remind.time=1080");

    assertThat(problems(blocks("text").get(0))).isEqualTo(problems(said)).hasSize(4);
  }

  /** Without the places, which are others here. */
  private static List<String> problems(String report) {
    return report
        .lines()
        .filter(line -> line.contains("Halfturn was not opened") || line.contains("    halfturn."))
        .map(line -> line.replaceFirst(" {2}\\[.*", ""))
        .toList();
  }
}
