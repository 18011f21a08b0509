// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What {@code COMPATIBILITY.md} calls stable is what there is. With {@code
 * -Ddocuments.rewrite=true} its lists are made anew.
 */
class CompatibilityPageTest {

  private static final Path PAGE = Page.ROOT.resolve("COMPATIBILITY.md");
  private static final Path SCHEMAS = Page.ROOT.resolve("docs/schemas");
  private static final Pattern VERSION = Pattern.compile("<([a-z0-9-]+)\\.version>([^<]+)</");

  /** What only the build and the tests use. */
  private static final Set<String> OF_THE_BUILD =
      Set.of(
          "archunit",
          "assertj",
          "biweekly",
          "caffeine",
          "errorprone",
          "google-java-format",
          "japicmp",
          "jazzer",
          "jmh",
          "jqwik",
          "json-schema-validator",
          "junit",
          "logback",
          "quartz",
          "subethasmtp",
          "tink");

  @Test
  void listsPackagesDocumentsAndLibrariesAsTheyAre() {
    String text = BuiltModule.read(PAGE);
    text = between(text, "packages", packages());
    text = between(text, "documents", documents());
    text = between(text, "libraries", libraries());
    Page.requireGenerated(PAGE, text);
  }

  private static String between(String text, String mark, String lines) {
    Matcher part =
        Pattern.compile("(<!-- " + mark + " -->\n).*?(<!-- end -->)", Pattern.DOTALL).matcher(text);
    assertThat(part.find()).as(mark).isTrue();
    return text.substring(0, part.end(1)) + lines + text.substring(part.start(2));
  }

  private static String packages() {
    return BuiltModule.all().stream()
        .filter(module -> !module.exportedPackages().isEmpty())
        .map(CompatibilityPageTest::row)
        .collect(Collectors.joining());
  }

  private static String row(BuiltModule module) {
    return "| `%s` | %s |\n"
        .formatted(
            artifact(module),
            new TreeSet<>(module.exportedPackages())
                .stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")));
  }

  private static String artifact(BuiltModule module) {
    Matcher found =
        Pattern.compile("</parent>\\s*<artifactId>([^<]+)</")
            .matcher(BuiltModule.read(module.folder().resolve("pom.xml")));
    assertThat(found.find()).as(module.name()).isTrue();
    return found.group(1);
  }

  private static String documents() {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .map(name -> name.replaceFirst("\\.(v\\d+)\\.json$", "/$1"))
              .sorted()
              .map(name -> "`" + name + "`")
              .toList();
      return String.join(",\n", names) + ".\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String libraries() {
    return VERSION
        .matcher(BuiltModule.read(Page.ROOT.resolve("pom.xml")))
        .results()
        .filter(found -> !OF_THE_BUILD.contains(found.group(1)))
        .map(found -> "| " + found.group(1) + " | " + found.group(2) + " |\n")
        .sorted()
        .collect(Collectors.joining());
  }

  /** The guide's table, which the starter's own tests hold against what it knows. */
  @Test
  void namesThePropertiesOfTheStarter() {
    String guide = BuiltModule.read(Page.ROOT.resolve("docs/guide/spring-boot.md"));
    List<String> properties =
        Pattern.compile("(?m)^\\| (`halfturn\\.[a-z-]+`) \\|")
            .matcher(guide)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(properties).isNotEmpty();
    assertThat(BuiltModule.read(PAGE)).contains("[" + String.join(", ", properties) + "](");
  }

  @Test
  void namesNoLibraryOfTheBuildThatIsGone() {
    Set<String> names =
        VERSION
            .matcher(BuiltModule.read(Page.ROOT.resolve("pom.xml")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    assertThat(names).containsAll(OF_THE_BUILD);
  }
}
