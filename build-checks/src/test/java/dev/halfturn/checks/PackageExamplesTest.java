// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The doc comment of each exported package shows how one begins, and the compiler accepts it: a
 * class, or statements, for which a few variables are there.
 */
class PackageExamplesTest {

  private static final Pattern EXAMPLE = Pattern.compile("(?s)<pre>\\{@code\n(.*?)\n \\* }</pre>");
  private static final Pattern CLASS =
      Pattern.compile(
          "(?m)^(?:@\\w+.*\n)*(?:(?:public|final|abstract) )*(?:class|interface) (\\w+)");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\n");

  /** What the statements of an example may use, besides what is imported. */
  private static final String AROUND =
      """
      abstract class Example {
        Settings settings;
        Halfturn halfturn;
        SecretValue newSecret;
        Path directory;
        URI address;
        ClassLoader loader;
        abstract int send(String header, String value);
        void example() throws Exception {
      %s
        }
      }
      """;

  @TempDir private Path directory;

  /**
   * A package.
   *
   * @param source its {@code package-info.java}
   */
  record Exported(String name, Path source) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** Source code in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("example:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  static Stream<Exported> packages() {
    return BuiltModule.all().stream()
        .flatMap(
            module ->
                new TreeSet<>(module.exportedPackages())
                    .stream()
                        .map(
                            name ->
                                new Exported(
                                    name,
                                    module
                                        .folder()
                                        .resolve("src/main/java")
                                        .resolve(name.replace('.', '/'))
                                        .resolve("package-info.java"))));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void isCompiled(Exported exported) {
    Optional<String> example = example(BuiltModule.read(exported.source()));

    assertThat(example).as("an example in %s", exported.source()).isPresent();
    assertThat(problems(example.get())).isEmpty();
  }

  private static Optional<String> example(String source) {
    Matcher found = EXAMPLE.matcher(source);
    return found.find()
        ? Optional.of(found.group(1).replaceAll("(?m)^ \\* ?", ""))
        : Optional.empty();
  }

  private List<String> problems(String example) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    String own =
        IMPORT.matcher(example).results().map(found -> found.group()).collect(Collectors.joining());
    String code = IMPORT.matcher(example).replaceAll("");
    Matcher type = CLASS.matcher(code);
    boolean whole = type.find();
    String text = imports() + own + (whole ? code : AROUND.formatted(code));
    boolean compiled =
        compiler
            .getTask(
                said,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-d",
                    directory.toString(),
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                List.of(new Source(whole ? type.group(1) : "Example", text)))
            .call();
    return compiled ? List.of() : List.of(said.toString());
  }

  /** Everything that is public, and what of the JDK one would not wonder about. */
  private static String imports() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "java.io", "java.net", "java.net.http", "java.nio.file", "java.time", "java.util"));
    names.addAll(
        List.of(
            "org.junit.jupiter.api",
            "org.junit.jupiter.api.extension",
            "org.junit.jupiter.api.io",
            "static org.assertj.core.api.Assertions"));
    packages().map(Exported::name).forEach(names::add);
    return names.stream().map(name -> "import " + name + ".*;\n").collect(Collectors.joining());
  }

  @Test
  void anExampleThatTheCompilerRefusesIsFound() {
    assertThat(problems("halfturn.tokens();")).isEmpty();
    assertThat(problems("halfturn.coins();")).hasSize(1);
    assertThat(problems("final class Mine {\n  Mine() {}\n}")).isEmpty();
    assertThat(problems("final class Mine {\n  Yours() {}\n}")).hasSize(1);
    assertThat(example("/**\n * <pre>{@code\n * a\n *   b\n * }</pre>\n */")).contains("a\n  b");
    assertThat(example("/** Nothing. */")).isEmpty();
  }

  @Test
  void packagesOfAllLibrariesAreLookedAt() {
    assertThat(packages())
        .extracting(Exported::name)
        .contains("dev.halfturn", "dev.halfturn.spi", "dev.halfturn.testkit")
        .hasSizeGreaterThan(10);
    assertThat(packages()).allSatisfy(each -> assertThat(Files.exists(each.source())).isTrue());
  }
}
