// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.testkit.LeakDetector.FileScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No test of any module let a secret out; all of them ran before, with everything logged. */
class LeakScanTest {

  /** Half of what there is, so that a module that falls silent is noticed. */
  private static final long AT_LEAST = 4 << 20;

  static List<BuiltModule> modules() {
    return TestOutput.modulesWithTests();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void noSecretIsInWhatTestsLeave(BuiltModule module) throws IOException {
    List<Path> files = TestOutput.of(module);
    assertThat(files).as("%s: no reports, run 'mvn verify' as a whole", module).isNotEmpty();

    assertThat(TestOutput.scan(files).leaks()).as(module.name()).isEmpty();
  }

  @Test
  void thereWasMuchToRead() throws IOException {
    List<Path> all = new ArrayList<>();
    modules().forEach(module -> all.addAll(TestOutput.of(module)));

    FileScan scan = TestOutput.scan(all);

    assertThat(scan.bytes()).as("bytes in %d files", scan.files()).isGreaterThan(AT_LEAST);
  }

  /** Lines below the level that is logged by default, which tests of each module provoke. */
  @ParameterizedTest
  @CsvSource({
    "core, DEBUG, dev.halfturn.token.TokenExchange",
    "core, TRACE, dev.halfturn.token.SecrecyTest",
    "simulator, DEBUG, dev.halfturn.simulator.HttpListener",
    "store-file, DEBUG, dev.halfturn.store.file.StoreWriter",
    "notifier-smtp, WARN, dev.halfturn.notifier.smtp.SmtpNotifier",
    "cli, DEBUG, dev.halfturn.token.TokenExchange"
  })
  void everythingWasLogged(String module, String level, String logger) {
    List<Path> logs =
        BuiltModule.named(module).files("logs").stream()
            .filter(file -> file.getFileName().toString().startsWith("tests"))
            .toList();

    assertThat(logs)
        .anyMatch(
            log ->
                BuiltModule.hasLine(
                    log,
                    line ->
                        line.contains(" " + level + " ") && line.contains(" " + logger + ": ")));
  }

  /** What processes that other tests started had to say. */
  @Test
  void processesThatTestsStartAreHeard() {
    Path log = BuiltModule.named("cli").target().resolve("logs/children.log");

    assertThat(log)
        .matches(file -> BuiltModule.hasLine(file, saying("dev.halfturn.rotation.Attempt")));
  }

  /** The JDK logs connections at its finest level, if nobody keeps it from that. */
  @Test
  void theJdkWasHeard() {
    assertThat(BuiltModule.named("core").files("surefire-reports"))
        .filteredOn(file -> file.toString().endsWith("-output.txt"))
        .anyMatch(file -> BuiltModule.hasLine(file, saying(" FINE jdk.event.security: ")));
  }

  /** The mail library can log all that is said to a server, and keeps back what logs in. */
  @Test
  void theMailLibraryWasHeard() {
    assertThat(BuiltModule.named("notifier-smtp").files("surefire-reports"))
        .filteredOn(file -> file.toString().endsWith("-output.txt"))
        .anyMatch(file -> BuiltModule.hasLine(file, saying("AUTH LOGIN command trace suppressed")))
        .anyMatch(file -> BuiltModule.hasLine(file, saying("RCPT TO:<ops@example.com>")));
  }

  private static Predicate<String> saying(String text) {
    return line -> line.contains(text);
  }
}
