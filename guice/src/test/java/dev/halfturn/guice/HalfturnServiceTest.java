// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.halfturn.Halfturn;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretStoreFactory;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.InMemorySecretStoreFactory;
import dev.halfturn.token.AccessTokens;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When Halfturn is opened and closed, and what is open in between. */
class HalfturnServiceTest {

  private final Rig rig = new Rig();
  private final CountingStores stores = new CountingStores();
  private final FailingScheduler scheduler = new FailingScheduler();

  @AfterEach
  void close() {
    rig.close();
  }

  /** The store in memory; says how many are open. */
  private static final class CountingStores implements SecretStoreFactory {

    private final InMemorySecretStoreFactory inner = new InMemorySecretStoreFactory();
    private final List<InMemorySecretStore> opened = new ArrayList<>();

    @Override
    public String name() {
      return "memory";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public SecretStore open(PluginConfig config, PluginContext context) {
      opened.add(inner.open(config, context));
      return opened.get(opened.size() - 1);
    }

    long stillOpen() {
      return opened.stream().filter(CountingStores::isOpen).count();
    }

    private static boolean isOpen(SecretStore store) {
      try (var names = store.names("")) {
        return names != null;
      } catch (HalfturnException e) {
        return false;
      }
    }
  }

  /** Opened after the store; fails as long as it is told to. */
  private final class FailingScheduler implements ExpirySchedulerFactory {

    private boolean fails;

    @Override
    public String name() {
      return "manual";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public ExpiryScheduler open(PluginConfig config, PluginContext context) {
      if (fails) {
        throw new HalfturnException(
            Problem.of(ErrorCode.UNAVAILABLE, "the scheduler is not there").withHint("start it"));
      }
      return rig.schedulers.open(config, context);
    }
  }

  private Injector injector(Stage stage, HalfturnService service, Module... more) {
    return Guice.createInjector(
        stage,
        binder -> {
          binder.install(new HalfturnModule(service));
          binder.install(new NoScanningModule());
          ExtensionsModule.stores(binder).addBinding("memory").toInstance(stores);
          ExtensionsModule.schedulers(binder).addBinding("manual").toInstance(scheduler);
          ExtensionsModule.clock(binder).setBinding().toInstance(rig.clock);
          List.of(more).forEach(binder::install);
        });
  }

  @Test
  void inDevelopmentItIsOpenedWhenFirstNeeded() {
    try (HalfturnService service = rig.service()) {
      Injector injector = injector(Stage.DEVELOPMENT, service);
      assertThat(stores.opened).isEmpty();
      assertThat(service).hasToString("HalfturnService[not open]");

      AccessTokens tokens = injector.getInstance(AccessTokens.class);

      assertThat(stores.opened).hasSize(1);
      assertThat(service).hasToString("HalfturnService[open]");
      assertThat(injector.getInstance(Halfturn.class).tokens()).isSameAs(tokens);
    }
  }

  @Test
  void inProductionItIsOpenedAtOnce() {
    try (HalfturnService service = rig.service()) {
      injector(Stage.PRODUCTION, service);

      assertThat(stores.stillOpen()).isEqualTo(1);
    }
    assertThat(stores.stillOpen()).isZero();
  }

  @Test
  void aToolMayLookAtItsBindingsWithoutOpeningIt() {
    try (HalfturnService service = rig.service()) {
      injector(Stage.TOOL, service);

      assertThat(stores.opened).isEmpty();
    }
  }

  @Test
  void isStartedAndClosedAnyNumberOfTimes() {
    HalfturnService service = rig.service();
    Injector injector = injector(Stage.DEVELOPMENT, service);

    Halfturn halfturn = service.start();
    assertThat(service.start()).isSameAs(halfturn);
    assertThat(injector.getInstance(Halfturn.class)).isSameAs(halfturn);
    assertThat(injector.getInstance(HalfturnService.class)).isSameAs(service);

    service.close();
    service.close();
    assertThat(stores.opened).hasSize(1);
    assertThat(stores.stillOpen()).isZero();
    assertThat(service).hasToString("HalfturnService[closed]");
  }

  @Test
  void onceClosedItStaysClosed() {
    HalfturnService service = rig.service();
    Injector injector = injector(Stage.DEVELOPMENT, service);
    service.close();

    assertThatThrownBy(service::start)
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .hasMessage("this service is closed");
    assertThatThrownBy(() -> injector.getInstance(AccessTokens.class))
        .isInstanceOf(ProvisionException.class)
        .hasMessageContaining("halfturn: this service is closed (FAILED_PRECONDITION)");
    assertThat(stores.opened).isEmpty();
  }

  @Test
  void closedBeforeAnInjectorIsMadeItServesNone() {
    HalfturnService service = rig.service();
    service.close();

    assertThatThrownBy(() -> injector(Stage.PRODUCTION, service))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("this service is closed");
    assertThat(stores.opened).isEmpty();
  }

  @Test
  void withoutAnInjectorItCannotBeStarted() {
    try (HalfturnService service = rig.service()) {
      assertThatThrownBy(service::start)
          .isInstanceOf(HalfturnException.class)
          .hasMessageContaining("before an injector with this service is complete");
    }
  }

  @Test
  void servesOneInjectorOnly() {
    try (HalfturnService service = rig.service()) {
      injector(Stage.DEVELOPMENT, service);

      assertThatThrownBy(() -> injector(Stage.DEVELOPMENT, service))
          .isInstanceOf(CreationException.class)
          .hasMessageContaining("this service belongs to another injector")
          .hasMessageContaining("make one for each injector");
    }
  }

  @Test
  void whereOpeningFailsNothingIsLeftOpenAndTheNextNeedTriesAgain() {
    try (HalfturnService service = rig.service()) {
      Injector injector = injector(Stage.DEVELOPMENT, service);
      scheduler.fails = true;

      assertThatThrownBy(service::start)
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
      assertThatThrownBy(() -> injector.getInstance(Halfturn.class))
          .isInstanceOf(ProvisionException.class)
          .hasNoCause()
          .hasMessageContaining("halfturn: the scheduler is not there (UNAVAILABLE)")
          .hasMessageContaining("hint: start it");
      assertThat(stores.opened).hasSize(2);
      assertThat(stores.stillOpen()).isZero();

      scheduler.fails = false;
      assertThatCode(() -> injector.getInstance(Halfturn.class)).doesNotThrowAnyException();
    }
  }

  /** Made at once in production, each in need of Halfturn. */
  @Singleton
  static final class First {
    @Inject
    First(AccessTokens tokens) {
      assertThat(tokens).isNotNull();
    }
  }

  @Singleton
  static final class Second {
    @Inject
    Second(Halfturn halfturn) {
      assertThat(halfturn).isNotNull();
    }
  }

  @Test
  void aFailureToOpenIsToldOnceHoweverManySingletonsNeedIt() {
    scheduler.fails = true;
    try (HalfturnService service = rig.service()) {
      assertThatThrownBy(
              () ->
                  injector(
                      Stage.PRODUCTION,
                      service,
                      binder -> {
                        binder.bind(First.class);
                        binder.bind(Second.class);
                      }))
          .isInstanceOfSatisfying(
              CreationException.class, e -> assertThat(e.getErrorMessages()).hasSize(1))
          .hasNoCause();
      assertThat(stores.opened).hasSize(1);
      assertThat(stores.stillOpen()).isZero();
    }
  }

  /** Made at once in production, after Halfturn was opened. */
  @Singleton
  static final class Broken {
    @Inject
    Broken() {
      throw new IllegalStateException("no");
    }
  }

  @Test
  void whereTheInjectorFailsWhoeverMadeTheServiceStillClosesIt() {
    HalfturnService service = rig.service();
    assertThatThrownBy(
            () -> injector(Stage.PRODUCTION, service, binder -> binder.bind(Broken.class)))
        .isInstanceOf(CreationException.class);
    assertThat(stores.stillOpen()).isEqualTo(1);

    service.close();
    assertThat(stores.stillOpen()).isZero();
  }

  @Test
  void closingWaitsForAnOpeningUnderWay() throws InterruptedException {
    HalfturnService service = rig.service();
    Injector injector = injector(Stage.DEVELOPMENT, service);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      boolean closes = i == 4;
      threads.add(
          new Thread(
              () -> {
                if (closes) {
                  service.close();
                } else {
                  try {
                    injector.getInstance(Halfturn.class);
                  } catch (ProvisionException e) {
                    assertThat(e).hasMessageContaining("this service is closed");
                  }
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(stores.opened).hasSizeLessThan(2);
    assertThat(stores.stillOpen()).isZero();
  }
}
