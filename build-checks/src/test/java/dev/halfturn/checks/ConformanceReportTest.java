// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.SecretIssuerFactory;
import dev.halfturn.spi.SecretStoreFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/conformance.md} is made from the contracts and from what became of their tests. With
 * {@code -Ddocuments.rewrite=true} it is made anew. Skipped where a module's tests have not run.
 */
class ConformanceReportTest {

  private static final Path DOCUMENT = Path.of("../docs/conformance.md");

  /** What follows the name in a message. */
  private static final Pattern MESSAGE = Pattern.compile("'<[a-z-]+>'( [^`]+)`");

  @Test
  void everyLineIsHeldOrAbsentAndThePageSaysWhich() throws IOException {
    Stream.of(Conforming.STORES, Conforming.SCHEDULERS, Conforming.NOTIFIERS, Conforming.ISSUERS)
        .flatMap(List::stream)
        .map(tests -> BuiltModule.named(tests.module()))
        .distinct()
        .forEach(
            module ->
                assumeThat(module.files("surefire-reports"))
                    .as("%s: no reports, run 'mvn verify' as a whole", module)
                    .isNotEmpty());
    ConformancePage page =
        new ConformancePage(
            run(Conforming.STORES),
            run(Conforming.SCHEDULERS),
            run(Conforming.NOTIFIERS),
            run(Conforming.ISSUERS));

    assertThat(page.complaints()).isEmpty();
    if (Boolean.getBoolean("documents.rewrite")) {
      Files.writeString(DOCUMENT, page.text());
    }
    assertThat(DOCUMENT).content(StandardCharsets.UTF_8).isEqualTo(page.text());
  }

  @Test
  void everyPluginOfTheDistributionIsOnThePage() {
    assertThat(Conforming.STORES.stream().skip(1).map(Conforming.Tests::name))
        .containsExactlyInAnyOrderElementsOf(distributed(SecretStoreFactory.class));
    assertThat(Conforming.SCHEDULERS.stream().map(Conforming.Tests::name))
        .containsExactlyInAnyOrderElementsOf(distributed(ExpirySchedulerFactory.class));
    assertThat(Conforming.NOTIFIERS.stream().skip(1).map(Conforming.Tests::plugin).distinct())
        .containsExactlyInAnyOrderElementsOf(distributed(NotifierFactory.class));
    assertThat(Conforming.ISSUERS.stream().skip(1).map(Conforming.Tests::name))
        .containsExactlyInAnyOrderElementsOf(distributed(SecretIssuerFactory.class));
  }

  @Test
  void itIsSaidOfEveryOptionalInterfaceWhatHappensWithoutIt() {
    assertThat(ConformancePage.INSTEAD)
        .containsOnlyKeys(
            ConformancePage.optionalContracts().stream()
                .map(Class::getSimpleName)
                .toArray(String[]::new));
  }

  @Test
  void theVerbsRefuseWithWhatTheScriptsShow() throws IOException {
    StringBuilder scripts = new StringBuilder();
    try (Stream<Path> files = Files.list(Path.of("../cli/src/test/resources/scripts"))) {
      files.filter(Files::isRegularFile).map(BuiltModule::read).forEach(scripts::append);
    }

    assertThat(MESSAGE.matcher(ConformancePage.VERBS).results().map(found -> found.group(1)))
        .hasSize(4)
        .allSatisfy(message -> assertThat(scripts).contains(message));
  }

  private static List<Conforming> run(List<Conforming.Tests> tests) {
    return tests.stream().map(Conforming.Tests::run).toList();
  }

  /** Without those of the testkit and of the examples. */
  private static List<String> distributed(Class<? extends PluginFactory<?>> kind) {
    return ServiceLoader.load(kind).stream()
        .filter(found -> found.type().getName().startsWith("dev.halfturn."))
        .filter(found -> !found.type().getName().startsWith("dev.halfturn.testkit."))
        .<String>map(found -> found.get().name())
        .toList();
  }
}
