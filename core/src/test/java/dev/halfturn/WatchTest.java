// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.Reminding;
import dev.halfturn.spi.WakePlan;
import dev.halfturn.testkit.ManualExpiryScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When an application is looked at next. */
class WatchTest {

  private final Rig rig = new Rig();
  private final ManualExpiryScheduler scheduler = new ManualExpiryScheduler(rig.clock);
  private boolean changesMeanwhile;

  @AfterEach
  void close() {
    scheduler.close();
    rig.close();
  }

  private Watch watch(Halfturn halfturn) {
    Watch[] watch = new Watch[1];
    watch[0] =
        new Watch(
            scheduler,
            rig.clock,
            halfturn.applications(),
            new WatchListener() {
              @Override
              public void reminded(String app, Reminding reminding) {
                if (changesMeanwhile) {
                  watch[0].lookNow(app);
                }
                watch[0].arm(app, new WakePlan(tomorrow(), Optional.empty()));
              }
            });
    watch[0].start(halfturn.tracker(), halfturn.rotator(), Optional.empty());
    return watch[0];
  }

  private Instant tomorrow() {
    return rig.clock.instant().plus(Duration.ofDays(1));
  }

  private Instant planned() {
    return scheduler.plans().get("erp").wakeAt();
  }

  @Test
  void whatHasChangedDuringALookIsLookedAtOnceMore() {
    try (Halfturn halfturn = rig.open()) {
      rig.addApp(halfturn, "erp");
      watch(halfturn);
      changesMeanwhile = true;

      scheduler.runDue();

      assertThat(scheduler.failures()).isEmpty();
      assertThat(planned()).isEqualTo(rig.clock.instant());
      changesMeanwhile = false;
      scheduler.runDue();
      assertThat(planned()).isEqualTo(tomorrow());
    }
  }

  @Test
  void whoPlansALaterLookDoesNotPutOffOneThatIsDue() {
    try (Halfturn halfturn = rig.open()) {
      rig.addApp(halfturn, "erp");
      Watch watch = watch(halfturn);
      scheduler.runDue();
      assertThat(planned()).isEqualTo(tomorrow());

      watch.lookNow("erp");
      watch.arm("erp", new WakePlan(tomorrow(), Optional.empty()));

      assertThat(planned()).isEqualTo(rig.clock.instant());
    }
  }
}
