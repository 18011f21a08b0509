// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.secrets.Applications;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretStoreFactory;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.WakePlan;
import dev.halfturn.testkit.Canaries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class LooksTest {

  private Rig rig;

  @BeforeEach
  void start(@TempDir Path state) {
    rig = new Rig(state);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /** Applications that are in the store before the application starts. */
  private void stored() {
    rig.runner().run(context -> rig.addApp(context.getBean(Applications.class), "erp"));
  }

  private static StatusBoard looked(AssertableApplicationContext context)
      throws InterruptedException {
    StatusBoard board = context.getBean(StatusBoard.class);
    CountDownLatch read = new CountDownLatch(1);
    board.onView(
        view -> {
          if (view.at().isPresent() || view.problem().isPresent()) {
            read.countDown();
          }
        });
    assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
    return board;
  }

  @Test
  void itLooksByItself() {
    stored();
    rig.set("look-every", "1h")
        .runner()
        .run(
            context -> {
              assertThat(looked(context).view().apps())
                  .extracting(status -> status.app())
                  .containsExactly("erp");
              assertThat(rig.schedulers.opened("manual").orElseThrow().plans()).isEmpty();
            });
  }

  @Test
  void itWatchesWhereItIsAskedTo() {
    stored();
    rig.set("look-every", "1h")
        .set("watch", "true")
        .runner()
        .run(
            context -> {
              var unused = looked(context); // on the same thread, after it has begun to watch
              assertThat(rig.schedulers.opened("manual").orElseThrow().plans())
                  .containsOnlyKeys("erp");
            });
  }

  @Test
  void anApplicationThatWatchesByItselfIsNotStopped() {
    stored();
    rig.set("look-every", "1h")
        .set("watch", "true")
        .runner()
        .withBean(
            "own",
            Halfturn.class,
            () -> {
              Halfturn own =
                  Halfturn.builder(Settings.of(Map.of("store", "memory", "scheduler", "manual")))
                      .plugins(rig.plugins())
                      .clock(rig.clock)
                      .open();
              own.startWatching();
              return own;
            })
        .run(context -> assertThat(looked(context).view().apps()).hasSize(1));
  }

  /** A store that is out of reach. */
  private static final class Unreachable implements SecretStoreFactory {
    @Override
    public String name() {
      return "unreachable";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public SecretStore open(PluginConfig config, PluginContext context) {
      return new SecretStore() {
        @Override
        public Optional<StoredSecret> find(SecretName name) {
          throw outage();
        }

        @Override
        public SecretVersion put(SecretName name, SecretValue value) {
          throw outage();
        }

        @Override
        public void delete(SecretName name) {
          throw outage();
        }

        @Override
        public Stream<SecretName> names(String prefix) {
          throw outage();
        }

        @Override
        public void close() {}
      };
    }

    private static HalfturnException outage() {
      return new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "the store does not answer"));
    }
  }

  @Test
  void aStoreOutOfReachDoesNotKeepItFromStarting() {
    rig.set("look-every", "1h")
        .set("watch", "true")
        .set("store", "unreachable")
        .runner()
        .withBean("testPlugins", PluginRegistry.class, () -> rig.plugins().with(new Unreachable()))
        .withAllowBeanDefinitionOverriding(true)
        .run(
            context -> {
              StatusBoard.View view = looked(context).view();
              assertThat(view.problem().orElseThrow()).hasMessageContaining("does not answer");
              assertThat(Verdict.of(view, Set.of(), rig.clock.instant()))
                  .isEqualTo(Verdict.NO_STORE);
            });
  }

  /** A scheduler that begins only after a number of failures that nobody expects. */
  private static final class Moody implements ExpirySchedulerFactory, ExpiryScheduler {
    private final int failures;
    private final AtomicInteger starts = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);

    Moody(int failures) {
      this.failures = failures;
    }

    @Override
    public String name() {
      return "moody";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public ExpiryScheduler open(PluginConfig config, PluginContext context) {
      return this;
    }

    @Override
    public void start(Consumer<String> onWake) {
      if (starts.incrementAndGet() <= failures) {
        throw new IllegalStateException("no cloud");
      }
      begun.countDown();
    }

    @Override
    public void arm(String app, WakePlan plan) {}

    @Override
    public void disarm(String app) {}

    @Override
    public void close() {}
  }

  private ApplicationContextRunner with(Moody scheduler) {
    return rig.set("scheduler", "moody")
        .runner()
        .withBean("testPlugins", PluginRegistry.class, () -> rig.plugins().with(scheduler))
        .withAllowBeanDefinitionOverriding(true);
  }

  private static Looks looks(AssertableApplicationContext context, boolean watch, Duration every) {
    return new Looks(
        new HalfturnProperties(true, watch, every, null),
        context.getBean(Halfturn.class),
        context.getBean(StatusBoard.class),
        Duration.ofMillis(1));
  }

  @Test
  void aFailureThatNobodyExpectsDoesNotEndTheTriesToWatch() {
    Moody scheduler = new Moody(2);
    with(scheduler)
        .run(
            context -> {
              Looks looks = looks(context, true, Duration.ZERO);
              looks.start();
              assertThat(scheduler.begun.await(30, TimeUnit.SECONDS)).isTrue();
              looks.stop();
              assertThat(scheduler.starts).hasValue(3);
            });
  }

  @Test
  void whoWatchesAlreadyDoesNotBeginAgain() {
    Moody scheduler = new Moody(0);
    with(scheduler)
        .run(
            context -> {
              Looks looks = looks(context, true, Duration.ofHours(1));
              looks.start();
              assertThat(scheduler.begun.await(30, TimeUnit.SECONDS)).isTrue();
              looks.stop();
              CountDownLatch looked = new CountDownLatch(2); // at once, and after it would watch
              context.getBean(StatusBoard.class).onView(view -> looked.countDown());

              looks.start();
              assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
              looks.stop();

              assertThat(scheduler.starts).hasValue(1);
            });
  }

  @Test
  void anErrorIsNotTheLastLook() {
    rig.runner()
        .run(
            context -> {
              AtomicInteger views = new AtomicInteger();
              CountDownLatch looked = new CountDownLatch(1);
              context
                  .getBean(StatusBoard.class)
                  .onView(
                      view -> {
                        switch (views.incrementAndGet()) {
                          case 1 -> {} // at once
                          case 2 -> throw new NoClassDefFoundError("com/example/Missing");
                          default -> looked.countDown();
                        }
                      });
              Looks looks = looks(context, false, Duration.ofMillis(1));
              looks.start();
              assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
              looks.stop();
            });
  }

  @Test
  void whereItWatchesItNoticesTheFirstApplicationThatAnotherProcessAdds() {
    rig.runner()
        .run(
            context -> {
              StatusBoard board = context.getBean(StatusBoard.class);
              CountDownLatch looked = new CountDownLatch(2);
              board.onView(view -> looked.countDown());
              Looks looks = looks(context, true, Duration.ofMillis(1));
              looks.start();
              assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
              var plans = rig.schedulers.opened("manual").orElseThrow();
              assertThat(plans.plans()).isEmpty();

              context
                  .getBean(Secrets.class)
                  .put(CredentialNames.clientSecret("erp"), Canaries.secret("erp"));
              rig.clock.advance(Duration.ofHours(1));
              CountDownLatch again = new CountDownLatch(3); // the one before has been made use of
              board.onView(view -> again.countDown());
              assertThat(again.await(30, TimeUnit.SECONDS)).isTrue();
              looks.stop();

              assertThat(plans.plans()).containsOnlyKeys("erp");
            });
  }

  @Test
  void oneOfSeveralThatAreConfiguredIsEnoughToKnowThatTheStoreIsThere() {
    stored();
    rig.set("apps", "erp,gone")
        .runner()
        .run(
            context -> {
              StatusBoard board = context.getBean(StatusBoard.class);
              board.refresh();
              assertThat(board.view().problem()).isEmpty();
              assertThat(board.view().unreadable()).containsOnlyKeys("gone");
            });
    rig.set("apps", "gone,gone-too").set("store", "unreachable");
    rig.runner()
        .withBean("testPlugins", PluginRegistry.class, () -> rig.plugins().with(new Unreachable()))
        .withAllowBeanDefinitionOverriding(true)
        .run(
            context -> {
              StatusBoard board = context.getBean(StatusBoard.class);
              board.refresh();
              assertThat(board.view().problem()).isPresent();
            });
  }

  @Test
  void startAndStopMayBeCalledAgain() {
    rig.set("look-every", "1h")
        .runner()
        .run(
            context -> {
              Looks looks = context.getBean(Looks.class);
              assertThat(looks.isRunning()).isTrue();
              looks.start();
              looks.stop();
              assertThat(looks.isRunning()).isFalse();
              looks.stop();
              looks.start();
              assertThat(looks.isRunning()).isTrue();
            });
  }
}
