// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.verb.MonitoringLine.Level;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.Fingerprint;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.rotation.RotationStatus.State;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitoringLineTest {

  private static final Instant ISSUED = Instant.parse("2026-07-01T00:00:00Z");

  private final MonitoringLine line = new MonitoringLine(Duration.ofDays(30), Duration.ofDays(7));

  private static RotationStatus status(String app, int day, Condition... conditions) {
    Instant at = ISSUED.plus(Duration.ofDays(day));
    Expiry expiry = Expiry.ofIssue(ISSUED, Duration.ofDays(180), Provenance.DECLARED);
    return status(app, at, Optional.of(expiry), conditions);
  }

  private static RotationStatus status(
      String app, Instant at, Optional<Expiry> expiry, Condition... conditions) {
    OptionalLong left =
        expiry.map(known -> OptionalLong.of(known.daysLeft(at))).orElse(OptionalLong.empty());
    boolean expired = expiry.filter(known -> known.expiredAt(at)).isPresent();
    return new RotationStatus(
        app,
        at,
        expiry.isEmpty() ? State.EXPIRY_UNKNOWN : expired ? State.EXPIRED : State.FRESH,
        new RotationStatus.Secret(
            "1", new Fingerprint("0123456789abcdef"), expiry, OptionalLong.empty(), left),
        Optional.empty(),
        Optional.empty(),
        new RotationStatus.Rotation(RotationState.IDLE, Optional.empty(), Optional.empty()),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(conditions),
        List.of(),
        Optional.empty());
  }

  private static Condition condition(Severity severity) {
    return new Condition("NOTIFIER_BROKEN", severity, Optional.empty(), "x");
  }

  @Test
  void isTheDocumentedLine() {
    line.add(status("erp", 146));

    assertThat(line.toString())
        .isEqualTo("HALFTURN OK - erp expires in 34d (2026-12-28) | 'erp'=34;30:;7:;0;180");
  }

  @ParameterizedTest
  @CsvSource({
    "150, OK",
    "151, WARNING",
    "173, WARNING",
    "174, CRITICAL",
    "180, CRITICAL",
    "400, CRITICAL"
  })
  void growsGraverAsTheEndComesNearer(int day, Level level) {
    line.add(status("erp", day));

    assertThat(line.level()).isEqualTo(level);
  }

  @Test
  void saysSinceWhenASecretIsExpired() {
    line.add(status("erp", 182));

    assertThat(line.toString())
        .isEqualTo("HALFTURN CRITICAL - erp expired 2026-12-28 | 'erp'=-2;30:;7:;0;180");
  }

  @Test
  void isUnknownWithoutPerfdataWhereTheExpiryIs() {
    line.add(status("erp", ISSUED, Optional.empty()));

    assertThat(line.toString()).isEqualTo("HALFTURN UNKNOWN - erp expires at an unknown time");
  }

  @Test
  void isAsGraveAsTheGravestApplication() {
    line.add(status("a", 10));
    line.add(status("b", 175));
    line.add(status("c", ISSUED, Optional.empty()));

    assertThat(line.level()).isEqualTo(Level.CRITICAL);
    assertThat(line.toString()).contains("'a'=170;30:;7:;0;180 'b'=5;30:;7:;0;180");
  }

  @Test
  void namesConditionsAndIsAsGraveAsThese() {
    line.add(status("a", 10, condition(Severity.INFO)));
    assertThat(line.level()).isEqualTo(Level.OK);
    line.add(status("b", 10, condition(Severity.WARNING)));
    assertThat(line.level()).isEqualTo(Level.WARNING);
    line.add(status("c", 10, condition(Severity.CRITICAL)));
    assertThat(line.level()).isEqualTo(Level.CRITICAL);
    assertThat(line.toString()).contains("b NOTIFIER_BROKEN").doesNotContain("a NOTIFIER_BROKEN");
  }
}
