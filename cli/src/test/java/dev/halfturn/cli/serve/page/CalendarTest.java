// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.Audit;
import dev.halfturn.cli.status.AppStatus;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.InMemorySecretStoreFactory;
import dev.halfturn.testkit.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CalendarTest {

  private static final String LONG = "a-name-that-makes-a-long-line1";

  private final SettableClock clock = SettableClock.at("2026-07-01T09:00:00Z");
  private final Halfturn halfturn =
      Halfturn.builder(Settings.of(Map.of("store", "memory", "notifiers", "")))
          .plugins(PluginRegistry.discover(InMemorySecretStoreFactory.class.getClassLoader()))
          .clock(clock)
          .environment(name -> Optional.empty())
          .audit(Audit.NONE)
          .stateDirectory(Path.of("target", "unused"))
          .open();

  @AfterEach
  void close() {
    halfturn.close();
  }

  private AppStatus app(String name, boolean dated) {
    halfturn
        .applications()
        .add(
            new NewApplication(
                name,
                "amzn1.application-oa2-client.1",
                SecretValue.ofUtf8(Canaries.CLIENT_SECRET),
                Optional.empty(),
                false));
    if (dated) {
      halfturn.tracker().declareIssued(name, clock.instant(), Provenance.DECLARED);
    }
    halfturn.tracker().check(name);
    return AppStatus.read(halfturn, name, clock.instant());
  }

  @Test
  void hasAnEventForEachEndThatIsKnown() {
    String calendar = Calendar.of("main", List.of(app("erp", true), app("old", false)));
    assertThat(calendar)
        .startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
        .endsWith("END:VCALENDAR\r\n")
        .containsOnlyOnce("BEGIN:VEVENT")
        .contains(
            "UID:secret-end.main.erp@halfturn.dev\r\n",
            "DTSTART:20261228T090000Z\r\n",
            "TRIGGER:-P7D\r\n")
        .doesNotContain("old");
  }

  @Test
  void anEventKeepsItsIdentityWhenItMoves() {
    AppStatus before = app("erp", true);
    clock.set(clock.instant().plusSeconds(86_400));
    halfturn.tracker().declareIssued("erp", clock.instant(), Provenance.CONFIRMED);
    AppStatus after = AppStatus.read(halfturn, "erp", clock.instant());
    assertThat(line("UID", before)).isEqualTo(line("UID", after));
    assertThat(line("DTSTART", before)).isNotEqualTo(line("DTSTART", after));
  }

  private static String line(String name, AppStatus app) {
    return Calendar.of("main", List.of(app))
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void foldsLinesAtSeventyFiveOctets() {
    String calendar = Calendar.of("größe", List.of(app(LONG, true)));
    assertThat(calendar.split("\r\n"))
        .allSatisfy(
            line -> assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
    assertThat(calendar.replace("\r\n ", ""))
        .contains("UID:secret-end.größe." + LONG + "@halfturn.dev\r\n")
        .contains("\\, 09:00 UTC on.\\nReplace it before: halfturn rotate " + LONG + "\r\n");
  }

  @Test
  void escapesWhatMeansSomething() {
    assertThat(Calendar.escape("a;b,c\\d\ne\r\u0007f")).isEqualTo("a\\;b\\,c\\\\d\\nef");
  }
}
