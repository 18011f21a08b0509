// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.rotation.AutomaticRotation.Urgency;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationListener;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.SimulatedIssuer;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Automatic rotation as the settings put it together. */
class AutomaticHalfturnTest {

  private final Rig rig = new Rig();
  private final SimulatedIssuer issuer = new SimulatedIssuer(rig.amazon);

  @BeforeEach
  void choose() {
    rig.settings.put("issuer", "simulated");
    rig.settings.put("rotation.auto", "true");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private Halfturn open() {
    return open(UnaryOperator.identity());
  }

  private Halfturn open(UnaryOperator<Halfturn.Builder> way) {
    return way.apply(
            rig.builder()
                .plugins(
                    PluginRegistry.of(
                        List.of(
                            rig.stores,
                            rig.notifiers,
                            rig.schedulers,
                            new SimulatedIssuerFactory(issuer)))))
        .open();
  }

  private SimulatedApp addApp(Halfturn halfturn) {
    SimulatedApp app = rig.addApp(halfturn, "erp");
    halfturn.tracker().declareIssued("erp", rig.clock.instant(), Provenance.DECLARED);
    halfturn.tracker().test("recording", List.of("erp"));
    return app;
  }

  private static SecretValue current(Halfturn halfturn) {
    return halfturn.secrets().get(CredentialNames.clientSecret("erp")).value();
  }

  @Test
  void whoWatchesRotatesWithoutAnybody() throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    issuer.effects =
        where -> {
          if (where.equals("after acknowledging")) {
            taken.countDown();
          }
        };
    try (Halfturn halfturn = open()) {
      SimulatedApp app = addApp(halfturn);
      String first = app.secret();
      halfturn.startWatching();
      rig.scheduler().runDue();
      rig.amazon.queue().inOrder(true);
      app.enrolled(false); // its expiry notices are not what is awaited here
      rig.clock.advance(Duration.ofDays(150));
      app.enrolled(true);

      rig.scheduler().runDue();
      assertThat(issuer.requests()).isOne();
      assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();
      while (current(halfturn).equals(SecretValue.ofUtf8(first))) {
        rig.scheduler().runDue();
        Thread.onSpinWait();
      }

      assertThat(current(halfturn)).isEqualTo(SecretValue.ofUtf8(app.secret()));
      assertThat(halfturn.tracker().status("erp").rotation().state())
          .isEqualTo(RotationState.PROMOTED);
      assertThat(rig.amazon.queue().size()).isZero();
    }
  }

  @Test
  void withoutAnIssuerThereIsNoAutomaticRotation() {
    rig.settings.remove("issuer");
    rig.settings.remove("rotation.auto");
    try (Halfturn halfturn = rig.open()) {
      assertThat(halfturn.automatic()).isEmpty();
    }
    rig.settings.put("rotation.auto", "true");
    assertThatThrownBy(rig::open)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("rotation.auto")
        .hasMessageContaining("needs an issuer");
  }

  @Test
  void whoWatchesHearsWhetherTheQueueCanBeRead() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    issuer.effects =
        where -> {
          if (failed.getCount() > 0) {
            throw new IllegalStateException("no queue");
          }
        };
    WatchListener listener =
        new WatchListener() {
          @Override
          public void queueRead() {
            read.countDown();
          }

          @Override
          public void queueFails(RuntimeException failure) {
            failed.countDown();
          }
        };
    try (Halfturn halfturn = open(builder -> builder.watching(listener))) {
      halfturn.startWatching();

      assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whoCannotBeToldOfTheQueueDoesNotMakeItOneThatCannotBeRead() throws InterruptedException {
    CountDownLatch read = new CountDownLatch(2);
    List<String> changed = new CopyOnWriteArrayList<>();
    List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    WatchListener listener =
        new WatchListener() {
          @Override
          public void queueRead() {
            read.countDown();
            throw new IllegalStateException("the gauge is gone");
          }

          @Override
          public void queueFails(RuntimeException failure) {
            failures.add(failure);
            read.countDown();
          }
        };
    try (Halfturn halfturn = open()) {
      SimulatedApp app = addApp(halfturn);
      app.rotateInConsole();
      rig.clock.advance(Duration.ofSeconds(20));
      try (QueueWatch watch =
          new QueueWatch(
              halfturn.automatic().orElseThrow(),
              issuer,
              name -> {
                changed.add(name);
                throw new IllegalStateException("the scheduler is away");
              },
              listener)) {
        watch.start();

        assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
      }
    }
    assertThat(changed).contains("erp");
    assertThat(failures).isEmpty();
  }

  @Test
  void theQueueIsReadWhateverGoesWrongWithTheApplications() throws InterruptedException {
    CountDownLatch read = new CountDownLatch(1);
    WatchListener listener =
        new WatchListener() {
          @Override
          public void listed(List<String> applications) {
            throw new IllegalStateException("a listener fails");
          }

          @Override
          public void queueRead() {
            read.countDown();
          }
        };
    try (Halfturn halfturn = open(builder -> builder.watching(listener))) {
      halfturn.startWatching();

      assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closingEndsTheWatchingOfTheQueueSoon() {
    CountDownLatch closed = new CountDownLatch(1);
    issuer.effects =
        where -> {
          if (where.equals("closed")) {
            closed.countDown();
          }
        };
    long begun = System.nanoTime();
    try (Halfturn halfturn = open()) {
      addApp(halfturn);
      halfturn.startWatching();
    }

    assertThat(closed.getCount()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("halfturn-queue");
  }

  @Test
  void anInstanceThatOnlyWatchesTouchesNoMessage() {
    rig.settings.put("rotation.owner", "other");
    rig.settings.put("instance", "me");
    issuer.effects =
        where -> {
          throw new AssertionError(where);
        };
    Halfturn halfturn = open();
    try {
      halfturn.startWatching();
      assertThat(halfturn.automatic()).isPresent();
      assertThatThrownBy(() -> halfturn.automatic().orElseThrow().receive(Duration.ZERO))
          .hasMessageContaining("made by the instance 'other'");
    } finally {
      issuer.effects = where -> {};
      halfturn.close();
    }
  }

  @Test
  void aRegionOfTheApplicationIsWhereAmazonIsAsked() {
    try (Halfturn halfturn = open()) {
      addApp(halfturn);
      assertThat(halfturn.applications().region("erp").text()).isEqualTo("eu");
      assertThat(
              halfturn
                  .automatic()
                  .orElseThrow()
                  .begin("erp", Urgency.ASKED, RotationListener.NONE)
                  .state())
          .isEqualTo(RotationState.AWAITING);
      assertThat(Optional.of(issuer.requests())).contains(1);
    }
  }
}
