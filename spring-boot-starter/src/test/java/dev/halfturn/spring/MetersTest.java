// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.Halfturn;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.secrets.Applications;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.CredentialEvent;
import dev.halfturn.token.SecretOrigin;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

class MetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Rig rig;

  @BeforeEach
  void start(@TempDir Path state) {
    rig = new Rig(state);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void declared(AssertableApplicationContext context, String app) {
    rig.addApp(context.getBean(Applications.class), app);
    context
        .getBean(RotationTracker.class)
        .declareIssued(app, rig.clock.instant(), Provenance.DECLARED);
  }

  private HalfturnMeters meters(AssertableApplicationContext context) {
    HalfturnMeters meters = context.getBean(HalfturnMeters.class);
    meters.bindTo(registry);
    return meters;
  }

  private Instant at(String gauge, String... tags) {
    return Instant.ofEpochSecond((long) registry.get(gauge).tags(tags).gauge().value());
  }

  @Test
  void timesOfASecretAreUnixSeconds() {
    rig.runner()
        .run(
            context -> {
              declared(context, "erp");
              var unused = meters(context);
              assertThat(registry.getMeters()).isEmpty();

              context.getBean(StatusBoard.class).refresh();

              Instant made = Instant.parse("2026-07-01T09:00:00Z");
              assertThat(at("halfturn.secret.expiration.timestamp", "app", "erp"))
                  .isEqualTo(made.plus(Duration.ofDays(180)));
              assertThat(at("halfturn.secret.rotation.due.timestamp", "app", "erp"))
                  .isEqualTo(made.plus(Duration.ofDays(150)));
              assertThat(registry.get("halfturn.store.up").gauge().value()).isEqualTo(1);
            });
  }

  @Test
  void aRegistryThatComesLateShowsTheSame() {
    rig.runner()
        .run(
            context -> {
              declared(context, "erp");
              context.getBean(StatusBoard.class).refresh();
              var unused = meters(context);

              assertThat(registry.get("halfturn.secret.expiration.timestamp").gauge().value())
                  .isPositive();
            });
  }

  @Test
  void aRotationAndWhatFollowsAreCounted() {
    rig.runner()
        .run(
            context -> {
              declared(context, "erp");
              HalfturnMeters meters = meters(context);
              AccessTokens tokens = context.getBean(AccessTokens.class);
              tokens.forSeller("erp", "acme").get();
              String fresh = rig.amazon.app("erp").orElseThrow().rotateInConsole();
              var outcome = context.getBean(Rotator.class).accept("erp", SecretValue.ofUtf8(fresh));
              meters.rotated("erp", outcome, Duration.ofSeconds(1));
              rig.clock.advance(Duration.ofDays(1));
              context.getBean(RotationTracker.class).noteUseOfPrevious("erp", "nightly-job");
              context.getBean(StatusBoard.class).refresh();

              assertThat(
                      registry
                          .get("halfturn.token.exchange")
                          .tags("outcome", "done", "error", "none")
                          .timer()
                          .count())
                  .isPositive();
              assertThat(
                      registry
                          .get("halfturn.secret.exchanges")
                          .tags("app", "erp", "secret", "current")
                          .counter()
                          .count())
                  .isPositive();
              assertThat(registry.get("halfturn.rotation").tag("app", "erp").timer().count())
                  .isEqualTo(1);
              assertThat(at("halfturn.secret.overlap.end.timestamp", "app", "erp"))
                  .isEqualTo(rig.clock.instant().plus(Duration.ofDays(6)));
              assertThat(at("halfturn.secret.previous.last.used.timestamp", "app", "erp"))
                  .isEqualTo(rig.clock.instant());
            });
  }

  @Test
  void whatTheWatchingDoesIsCounted() {
    rig.runner() // which does not watch: the test tells what is told
        .run(
            context -> {
              HalfturnMeters meters = meters(context);
              meters.listed(List.of("erp", "shop"));
              meters.ends("erp");
              rig.clock.advance(Duration.ofMinutes(1));
              meters.ends("shop");
              assertThat(at("halfturn.sweep.last.run.timestamp")).isEqualTo("2026-07-01T09:00:00Z");

              meters.listed(List.of("shop"));
              meters.ends("shop");
              assertThat(at("halfturn.sweep.last.run.timestamp")).isEqualTo("2026-07-01T09:01:00Z");
              rig.clock.advance(Duration.ofMinutes(1));
              meters.listed(List.of());
              assertThat(at("halfturn.sweep.last.run.timestamp")).isEqualTo("2026-07-01T09:02:00Z");
            });
  }

  @Test
  void remindersAreCountedByNotifier() {
    rig.runner()
        .run(
            context -> {
              declared(context, "erp");
              HalfturnMeters meters = meters(context);
              rig.clock.advance(Duration.ofDays(150));
              meters.reminded("erp", context.getBean(RotationTracker.class).remind("erp"));
              context.getBean(StatusBoard.class).refresh();

              assertThat(
                      registry
                          .get("halfturn.notification")
                          .tags("notifier", "log", "outcome", "delivered")
                          .counter()
                          .count())
                  .isEqualTo(1);
              assertThat(
                      registry
                          .get("halfturn.notifier.broken")
                          .tag("notifier", "log")
                          .gauge()
                          .value())
                  .isZero();
            });
  }

  @Test
  void whetherTheQueueCanBeReadIsShownOnceItWasTried() {
    rig.runner()
        .run(
            context -> {
              HalfturnMeters meters = meters(context);
              assertThat(registry.find("halfturn.queue.up").gauge()).isNull();

              meters.queueFails(new IllegalStateException());
              assertThat(registry.get("halfturn.queue.up").gauge().value()).isZero();

              meters.queueRead();
              assertThat(registry.get("halfturn.queue.up").gauge().value()).isEqualTo(1);
              SimpleMeterRegistry late = new SimpleMeterRegistry();
              meters.bindTo(late);
              assertThat(late.get("halfturn.queue.up").gauge().value()).isEqualTo(1);
            });
  }

  @Test
  void stragglersAreCounted() {
    rig.runner()
        .run(
            context -> {
              HalfturnMeters meters = meters(context);
              meters.noticed(new CredentialEvent.FallbackInUse("erp", SecretOrigin.PREVIOUS));
              meters.noticed(new CredentialEvent.FallbackInUse("erp", SecretOrigin.INBOX));
              meters.noticed(new CredentialEvent.CredentialRejected("erp"));

              assertThat(
                      registry
                          .get("halfturn.secret.previous.exchanges")
                          .tag("app", "erp")
                          .counter()
                          .count())
                  .isEqualTo(1);
            });
  }

  @Test
  void aStoreThatCannotBeReadIsNotUp() {
    rig.runner()
        .run(
            context -> {
              var unused = meters(context);
              context.getBean(Halfturn.class).close();
              context.getBean(StatusBoard.class).refresh();

              assertThat(registry.get("halfturn.store.up").gauge().value()).isZero();
            });
  }

  @Test
  void tagsNameNothingElse() {
    rig.runner()
        .run(
            context -> {
              declared(context, "erp");
              var unused = meters(context);
              context.getBean(AccessTokens.class).forSeller("erp", "acme").get();
              context.getBean(StatusBoard.class).refresh();

              assertThat(registry.getMeters())
                  .isNotEmpty()
                  .flatExtracting(meter -> meter.getId().getTags())
                  .extracting(tag -> tag.getKey())
                  .isSubsetOf(
                      Set.of("app", "outcome", "error", "secret", "notifier", "state", "step"));
              assertThat(registry.getMeters())
                  .extracting(Meter::getId)
                  .noneMatch(id -> id.toString().contains("acme"));
            });
  }
}
