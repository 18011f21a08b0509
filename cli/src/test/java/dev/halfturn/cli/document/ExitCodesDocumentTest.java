// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.secrets.CredentialRules;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/exit-codes.md} against the numbers and the names in the code. */
class ExitCodesDocumentTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern EXIT = Pattern.compile("(?m)^\\| (\\d+) \\| (.+) \\|$");
  private static final Pattern CODE = Pattern.compile("(?m)^\\| ([A-Z_]+) \\| (\\d+) \\|$");
  private static final Pattern REASON =
      Pattern.compile("(?m)^\\| (`.+`) \\| ([A-Z_, ]+) \\| (\\d+) \\| .+ \\|$");
  private static final Pattern NAME = Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)`");

  /** Names in the sources: of two words or more, or where only a reason can stand. */
  private static final Pattern LITERAL = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");

  private static final Pattern CODE_AND_REASON =
      Pattern.compile("ErrorCode\\.([A-Z_]+),\\s*\"([A-Z][A-Z0-9_]+)\"");
  private static final Pattern CONSTANT =
      Pattern.compile("String (?:\\w*REASON|[A-Z_]+) = \"([A-Z][A-Z0-9_]+)\"");

  /** What looks like a name of ours and is one of the environment, of a signal, of Amazon's. */
  private static final Pattern VARIABLE =
      Pattern.compile(
          "(?:XDG|LC|HALFTURN|DBUS|LWA|SP_API|SELLING_PARTNER|SIG|WATCHDOG|NOTIFY)_.*|.*_(?:DIRECTORY|DIR)?"
              + "|APPLICATION_OAUTH_.*|PERIODIC_ROTATION|NO_COLOR|CLICOLOR_FORCE|JAVA_HOME");

  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

  /** Full of names in capitals that are of other people's. */
  private static final Set<String> SERVICES =
      Set.of("store-aws", "store-azure", "store-gcp", "notifier-smtp", "rotator-spapi");

  /** Which raise no error of ours, or play others who do. */
  private static final Set<String> NOT_OURS =
      Set.of("aws-testbed", "azure-testbed", "gcp-testbed", "picocli", "benchmarks");

  private final String document = Sources.read(ROOT.resolve("docs/exit-codes.md"));

  /** One row of a table of reasons. */
  private record Row(List<String> reasons, List<ErrorCode> codes, int exit) {}

  private static List<Row> rows(String text) {
    return REASON
        .matcher(text)
        .results()
        .map(
            row ->
                new Row(
                    names(row.group(1)),
                    Arrays.stream(row.group(2).split(", ")).map(ErrorCode::valueOf).toList(),
                    Integer.parseInt(row.group(3))))
        .toList();
  }

  private static List<String> names(String text) {
    return NAME.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static List<String> sources() throws IOException {
    List<String> modules = new ArrayList<>(modules());
    modules.removeAll(SERVICES);
    return sources(modules);
  }

  private static List<String> sourcesOfServices() throws IOException {
    return sources(List.copyOf(SERVICES));
  }

  /** All that are published and have code, as the root names them. */
  private static List<String> modules() {
    return MODULE
        .matcher(Sources.read(ROOT.resolve("pom.xml")))
        .results()
        .map(found -> found.group(1))
        .filter(module -> !NOT_OURS.contains(module) && !module.startsWith("examples/"))
        .filter(module -> Files.isDirectory(ROOT.resolve(module).resolve("src/main/java")))
        .toList();
  }

  private static List<String> sources(List<String> modules) throws IOException {
    List<String> sources = new ArrayList<>();
    for (String module : modules) {
      for (Path file : Sources.below(ROOT.resolve(module).resolve("src/main"), ".java")) {
        sources.add(Files.readString(file));
      }
    }
    return sources;
  }

  @Test
  void namesEveryExitCodeAndWhatItMeans() {
    Map<Integer, String> documented =
        EXIT.matcher(document)
            .results()
            .collect(
                Collectors.toMap(
                    row -> Integer.valueOf(row.group(1)), row -> row.group(2).replace("`", "")));
    Map<Integer, String> existing =
        Arrays.stream(ExitCode.values())
            .collect(Collectors.toMap(ExitCode::number, ExitCode::meaning));

    assertThat(documented).isEqualTo(existing);
  }

  @Test
  void namesTheExitCodeOfEveryErrorCode() {
    Map<String, Integer> documented =
        CODE.matcher(document)
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> Integer.valueOf(row.group(2))));
    Map<String, Integer> existing =
        Arrays.stream(ErrorCode.values())
            .collect(
                Collectors.toMap(
                    ErrorCode::name, code -> ExitCode.of(Problem.of(code, "x")).number()));

    assertThat(documented).isEqualTo(existing);
  }

  @Test
  void namesEachReasonOnce() {
    assertThat(rows(document)).flatExtracting(Row::reasons).doesNotHaveDuplicates();
  }

  @Test
  void namesTheExitCodeOfEveryReason() {
    List<Row> rows = rows(document);

    assertThat(rows).hasSizeGreaterThan(40);
    for (Row row : rows) {
      for (String reason : row.reasons()) {
        for (ErrorCode code : row.codes()) {
          assertThat(ExitCode.of(Problem.of(code, reason, "x")).number())
              .as(reason + " " + code)
              .isEqualTo(row.exit());
        }
      }
    }
  }

  @Test
  void namesEveryReasonAndConditionInTheSources() throws IOException {
    Set<String> existing = new TreeSet<>();
    for (String source : sources()) {
      for (Pattern pattern : List.of(LITERAL, CONSTANT)) {
        pattern.matcher(source).results().map(found -> found.group(1)).forEach(existing::add);
      }
      existing.addAll(reasons(source));
    }
    existing.removeIf(name -> VARIABLE.matcher(name).matches());
    for (String source : sourcesOfServices()) {
      existing.addAll(reasons(source));
    }

    assertThat(existing).hasSizeGreaterThan(50);
    assertThat(names(document)).containsAll(existing);
  }

  private static List<String> reasons(String source) {
    return CODE_AND_REASON.matcher(source).results().map(found -> found.group(2)).toList();
  }

  /** Those reasons are put together, so that no source holds them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "two words and more of them",
        "ä-canary-that-is-long",
        "\"canary-that-is-quoted",
        "short",
        "amzn1.application-oa2-client.canary",
        "amzn1.sp.solution.canary",
        "amzn1.sellerapps.app.canary",
        "Atza|canary-canary-canary",
        "Atzr|canary-canary-canary",
        "Atz.sprdt|canary-canary"
      })
  void namesTheBeginningAndTheEndOfEveryReasonAboutCredentials(String wrong) {
    assertThatThrownBy(() -> CredentialRules.newSecret(SecretValue.ofUtf8(wrong), Optional.empty()))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            refusal -> {
              assertThat(refusal.reason()).startsWith("NEW_SECRET_");
              assertThat(names(document))
                  .contains("NEW_SECRET", refusal.reason().substring("NEW_SECRET_".length()));
            });
  }

  @Test
  void namesNoReasonThatDoesNotExist() throws IOException {
    String sources = String.join("\n", sources()) + String.join("\n", sourcesOfServices());

    for (String name : names(document)) {
      assertThat(Pattern.compile("\\b" + name + "\\b").matcher(sources).find()).as(name).isTrue();
    }
  }

  @Test
  void namesTheCodeThatTheSourcesGiveAReason() throws IOException {
    Map<String, Set<ErrorCode>> documented = new LinkedHashMap<>();
    for (Row row : rows(document)) {
      row.reasons().forEach(reason -> documented.put(reason, Set.copyOf(row.codes())));
    }
    List<String> sources = new ArrayList<>(sources());
    sources.addAll(sourcesOfServices());
    for (String source : sources) {
      for (MatchResult found : CODE_AND_REASON.matcher(source).results().toList()) {
        assertThat(documented.get(found.group(2)))
            .as(found.group(2))
            .contains(ErrorCode.valueOf(found.group(1)));
      }
    }
  }
}
