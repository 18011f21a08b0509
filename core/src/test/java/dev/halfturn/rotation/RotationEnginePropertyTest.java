// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.secrets.CredentialNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of the engine however it is polled. */
class RotationEnginePropertyTest {

  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  @Property(tries = 300)
  void polledAtRandomTheRungsRiseAndNoneIsRepeated(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 20_000) Integer> minutes,
      @ForAll boolean restart) {
    EngineRun run = EngineRun.declared(START);
    Instant now = START;
    Rung last = Rung.day(0);
    for (int gap : minutes) {
      now = now.plus(Duration.ofMinutes(gap));
      RotationDecision decision = run.poll(now);
      if (restart) {
        run.record =
            Optional.of(
                RecordCodec.decode(
                    CredentialNames.rotation("erp"), RecordCodec.encode(run.record())));
      }
      for (RotationDecision.Send send : decision.sends()) {
        assertThat(send.rung()).isGreaterThan(last);
        last = send.rung();
      }
      assertThat(decision.wake().wakeAt()).isAfter(now);
    }
    Optional<Ladder.Due> due =
        new Ladder(RotationPolicy.DEFAULT, run.record().current(), Optional.empty())
            .latestLoudDue(now);
    assertThat(due.map(Ladder.Due::rung).orElse(Rung.day(0))).isEqualTo(last);
  }
}
