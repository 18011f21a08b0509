// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.Reminding;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.WakePlan;
import dev.halfturn.testkit.ManualExpiryScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

  /** Does not take one application, as long as the cloud it plans in does not answer. */
  private final class Refusing implements ExpiryScheduler {
    private final String refused;
    private RuntimeException failure;

    Refusing(String refused, RuntimeException failure) {
      this.refused = refused;
      this.failure = failure;
    }

    void recover() {
      failure = null;
    }

    @Override
    public void start(Consumer<String> onWake) {
      scheduler.start(onWake);
    }

    @Override
    public void arm(String app, WakePlan plan) {
      if (failure != null && app.equals(refused)) {
        throw failure;
      }
      scheduler.arm(app, plan);
    }

    @Override
    public void disarm(String app) {
      if (failure != null && app.equals(refused)) {
        throw failure;
      }
      scheduler.disarm(app);
    }

    @Override
    public void close() {}
  }

  private static HalfturnException outage() {
    return new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "the queue does not answer"));
  }

  private Watch started(Halfturn halfturn, ExpiryScheduler other, WatchListener listener) {
    Watch watch = new Watch(other, rig.clock, halfturn.applications(), listener);
    watch.start(halfturn.tracker(), halfturn.rotator(), Optional.empty());
    return watch;
  }

  @Test
  void anApplicationThatTheSchedulerRefusesIsTriedAgainAtTheNextListing() {
    try (Halfturn halfturn = rig.open()) {
      for (String app : List.of("erp", "shop", "web")) {
        rig.addApp(halfturn, app);
      }
      Refusing refusing = new Refusing("shop", outage());

      Watch watch = started(halfturn, refusing, WatchListener.NONE);
      assertThat(scheduler.plans()).containsOnlyKeys("erp", "web");

      rig.clock.advance(Duration.ofHours(1));
      watch.listHourly();
      assertThat(scheduler.plans()).as("still refused").containsOnlyKeys("erp", "web");

      refusing.recover();
      rig.clock.advance(Duration.ofHours(1));
      watch.listHourly();
      assertThat(scheduler.plans()).containsOnlyKeys("erp", "shop", "web");
    }
  }

  @Test
  void aLaterPlanThatTheSchedulerRefusesLeavesTheEarlierOne() {
    try (Halfturn halfturn = rig.open()) {
      rig.addApp(halfturn, "erp");
      Refusing refusing = new Refusing("erp", null);
      List<String> looked = new ArrayList<>();
      Watch watch =
          started(
              halfturn,
              refusing,
              new WatchListener() {
                @Override
                public void ends(String app) {
                  looked.add(app);
                }
              });
      refusing.failure = new IllegalStateException("no cloud");
      assertThatThrownBy(() -> watch.arm("erp", new WakePlan(tomorrow(), Optional.empty())))
          .isSameAs(refusing.failure);

      scheduler.runDue();

      assertThat(looked).containsExactly("erp");
    }
  }

  @Test
  void oneThatCannotBeForgottenKeepsNobodyElseFromBeingPlanned() {
    try (Halfturn halfturn = rig.open()) {
      rig.addApp(halfturn, "erp");
      Refusing refusing = new Refusing("erp", null);
      Watch watch = started(halfturn, refusing, WatchListener.NONE);
      halfturn.applications().remove("erp");
      rig.addApp(halfturn, "shop");
      refusing.failure = new IllegalStateException("no cloud");

      rig.clock.advance(Duration.ofHours(1));
      watch.listHourly();

      assertThat(scheduler.plans()).containsKey("shop");
    }
  }

  @Test
  void aListenerThatFailsAtTheListingStopsNothing() {
    try (Halfturn halfturn = rig.open()) {
      rig.addApp(halfturn, "erp");

      var unused =
          started(
              halfturn,
              scheduler,
              new WatchListener() {
                @Override
                public void listed(List<String> applications) {
                  throw new IllegalStateException("a listener fails");
                }
              });

      assertThat(scheduler.plans()).containsOnlyKeys("erp");
    }
  }

  @Test
  void aListenerThatFailsFailsTheLookAndIsTold() {
    try (Halfturn halfturn = rig.open()) {
      rig.addApp(halfturn, "erp");
      RuntimeException failure = new IllegalStateException("a listener fails");
      List<RuntimeException> told = new ArrayList<>();
      var unused =
          started(
              halfturn,
              scheduler,
              new WatchListener() {
                @Override
                public void begins(String app) {
                  throw failure;
                }

                @Override
                public void fails(String app, RuntimeException thrown) {
                  told.add(thrown);
                  throw new IllegalArgumentException("and again");
                }
              });

      scheduler.runDue();

      assertThat(told).containsExactly(failure);
      assertThat(scheduler.failures()).containsExactly(failure);
    }
  }
}
