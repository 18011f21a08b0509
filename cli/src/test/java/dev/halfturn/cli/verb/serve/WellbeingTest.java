// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.serve.StatusBoard;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WellbeingTest {

  private final Scene scene = new Scene();

  @AfterEach
  void closeScene() {
    scene.close();
  }

  private boolean isGood() {
    StatusBoard.View view = scene.board.view(Duration.ZERO);
    return Wellbeing.isGood(scene.looks, view, scene.clock.instant());
  }

  private void addErp() {
    scene.running();
    scene.add("erp");
    scene.declareIssuedNow("erp");
    scene.scheduler().runDue();
  }

  @Test
  void isGoodWhenAllIsLookedAfterAndSomebodyIsTold() {
    addErp();
    assertThat(isGood()).isTrue();
  }

  @Test
  void isNotBeforeTheFirstSweep() {
    scene.running();
    scene.add("erp");
    assertThat(scene.looks.lastSweepAt()).isPresent();
    scene.looks.listed(List.of("erp"));
    assertThat(isGood()).isFalse();
  }

  @Test
  void isNotWhenASweepIsLate() {
    addErp();
    scene.clock.advance(Duration.ofHours(4));
    assertThat(isGood()).isFalse();
  }

  @Test
  void isNotWhenANotifierIsBroken() {
    addErp();
    scene.notifier("pager").failWith(Problem.of(ErrorCode.PERMISSION_DENIED, "no"));
    scene.until("2026-11-24T09:00:00Z");
    assertThat(isGood()).isFalse();
  }

  @Test
  void isNotWhenASecretHasExpired() {
    addErp();
    scene.until("2026-12-22T09:00:00Z");
    assertThat(isGood()).isFalse();
  }

  @Test
  void isNotWhenTheQueueCannotBeReadForAnHour() {
    addErp();
    scene.looks.queueRead();
    scene.looks.queueFails(new IllegalStateException());
    assertThat(isGood()).isTrue();

    scene.clock.advance(Duration.ofHours(1));
    scene.looks.queueFails(new IllegalStateException());
    assertThat(isGood()).isFalse();

    scene.looks.queueRead();
    assertThat(isGood()).isTrue();
  }

  @Test
  void isNotWhenALookFails() {
    addErp();
    scene.looks.fails("erp", new IllegalStateException());
    assertThat(isGood()).isFalse();
  }
}
