// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.Reminding.Told;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one look tells of itself, and what is told of it beforehand. */
class RemindingTest {

  private final RotationFixture here = new RotationFixture();

  @BeforeEach
  void declare() {
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
  }

  @AfterEach
  void close() {
    here.close();
  }

  private Told preview() {
    assertThat(here.tracker().preview(APP).told()).hasSize(1);
    return here.tracker().preview(APP).told().get(0);
  }

  @Test
  void nothingIsDueAtFirst() {
    assertThat(here.tracker().preview(APP).told()).isEmpty();
    assertThat(here.tracker().remind(APP).told()).isEmpty();
  }

  @Test
  void whatIsForeseenIsSentAndThenNoMore() {
    here.clock.advance(Duration.ofDays(150));
    Told foreseen = preview();

    assertThat(foreseen.delivery().state()).isEqualTo(Delivery.State.PLANNED);
    assertThat(foreseen.delivery().rung()).isEqualTo(Rung.day(150));
    assertThat(here.mail.sent()).isEmpty();
    Reminding reminding = here.tracker().remind(APP);
    assertThat(reminding.told())
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.notifier()).isEqualTo(foreseen.notifier());
              assertThat(told.delivery().rung()).isEqualTo(foreseen.delivery().rung());
              assertThat(told.delivery().state()).isEqualTo(Delivery.State.DELIVERED);
            });
    assertThat(here.mail.sent()).hasSize(1);
    assertThat(here.tracker().preview(APP).told()).isEmpty();
  }

  @Test
  void whatANotifierDoesNotTakeIsTold() {
    here.clock.advance(Duration.ofDays(150));
    here.mail.failWith(Problem.of(ErrorCode.UNAVAILABLE, "no answer"));

    assertThat(here.tracker().remind(APP).told())
        .singleElement()
        .extracting(told -> told.delivery().failure())
        .isEqualTo(Optional.of(ErrorCode.UNAVAILABLE));
  }
}
