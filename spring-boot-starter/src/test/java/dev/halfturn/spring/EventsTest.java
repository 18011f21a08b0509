// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.secrets.Applications;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

class EventsTest {

  /** A bean of an application. */
  static final class Listeners {
    final List<SecretRotatedEvent> rotated = new ArrayList<>();
    final List<RemindedEvent> reminded = new ArrayList<>();
    boolean failing;

    @EventListener
    void on(SecretRotatedEvent event) {
      rotated.add(event);
      if (failing) {
        throw new IllegalStateException("a listener fails");
      }
    }

    @EventListener
    void on(RemindedEvent event) {
      reminded.add(event);
    }
  }

  private final Listeners heard = new Listeners();
  private Rig rig;

  @BeforeEach
  void start(@TempDir Path state) {
    rig = new Rig(state);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private ApplicationContextRunner runner() {
    return rig.runner().withBean("heard", Listeners.class, () -> heard);
  }

  private SimulatedApp declared(AssertableApplicationContext context) {
    SimulatedApp app = rig.addApp(context.getBean(Applications.class), "erp");
    context
        .getBean(RotationTracker.class)
        .declareIssued("erp", rig.clock.instant(), Provenance.DECLARED);
    context.getBean(StatusBoard.class).refresh();
    return app;
  }

  @Test
  void aRotationInThisProcessIsToldOnce() {
    runner()
        .run(
            context -> {
              SimulatedApp app = declared(context);
              assertThat(heard.rotated).isEmpty();

              context
                  .getBean(Rotator.class)
                  .accept("erp", SecretValue.ofUtf8(app.rotateInConsole()));
              rig.clock.advance(Duration.ofMinutes(5));
              context.getBean(StatusBoard.class).refresh();

              var fingerprint =
                  context.getBean(RotationTracker.class).status("erp").secret().fingerprint();
              assertThat(heard.rotated)
                  .containsExactly(
                      new SecretRotatedEvent(
                          "erp", fingerprint, rig.clock.instant().minus(Duration.ofMinutes(5))));
            });
  }

  @Test
  void aRotationIsToldWhereBeansAreMadeOnlyWhenTheyAreNeeded() {
    runner()
        .withInitializer(
            context ->
                context.addBeanFactoryPostProcessor(
                    new LazyInitializationBeanFactoryPostProcessor()))
        .run(
            context -> {
              SimulatedApp app = declared(context);

              context
                  .getBean(Rotator.class)
                  .accept("erp", SecretValue.ofUtf8(app.rotateInConsole()));

              assertThat(heard.rotated).extracting(SecretRotatedEvent::app).containsExactly("erp");
            });
  }

  @Test
  void whatAnotherProcessChangedIsFoundByTheNextLook() {
    runner()
        .run(
            context -> {
              SimulatedApp app = declared(context);
              context
                  .getBean(Secrets.class)
                  .put(
                      CredentialNames.clientSecret("erp"),
                      SecretValue.ofUtf8(app.rotateInConsole()));
              StatusBoard board = context.getBean(StatusBoard.class);
              board.refresh();
              assertThat(heard.rotated).as("a look of the same moment").isEmpty();

              rig.clock.advance(Duration.ofMinutes(5));
              board.refresh();
              rig.clock.advance(Duration.ofMinutes(5));
              board.refresh();

              assertThat(heard.rotated).extracting(SecretRotatedEvent::app).containsExactly("erp");
            });
  }

  @Test
  void anApplicationThatNobodyTracksIsNotTold() {
    runner()
        .run(
            context -> {
              rig.addApp(context.getBean(Applications.class), "erp");
              StatusBoard board = context.getBean(StatusBoard.class);
              for (int look = 0; look < 3; look++) {
                board.refresh();
                rig.clock.advance(Duration.ofMinutes(5));
              }
              assertThat(heard.rotated).isEmpty();
            });
  }

  @Test
  void aListenerThatFailsStopsNoRotation() {
    heard.failing = true;
    runner()
        .run(
            context -> {
              SimulatedApp app = declared(context);

              context
                  .getBean(Rotator.class)
                  .accept("erp", SecretValue.ofUtf8(app.rotateInConsole()));

              assertThat(heard.rotated).hasSize(1);
              assertThat(
                      context
                          .getBean(Secrets.class)
                          .get(CredentialNames.clientSecret("erp"))
                          .value())
                  .isEqualTo(SecretValue.ofUtf8(app.secret()));
            });
  }

  @Test
  void remindersAreToldWhereItWatches() {
    rig.set("watch", "true").set("look-every", "0s");
    runner()
        .withPropertyValues(rig.properties())
        .run(
            context -> {
              declared(context);
              HalfturnEvents events = context.getBean(HalfturnEvents.class);
              RotationTracker tracker = context.getBean(RotationTracker.class);
              events.reminded("erp", tracker.remind("erp"));
              assertThat(heard.reminded).as("nothing is due").isEmpty();

              rig.clock.advance(Duration.ofDays(150));
              events.reminded("erp", tracker.remind("erp"));

              assertThat(heard.reminded).extracting(RemindedEvent::app).containsExactly("erp");
            });
  }
}
