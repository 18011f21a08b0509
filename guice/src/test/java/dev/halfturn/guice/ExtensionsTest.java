// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Provider;
import com.google.inject.Stage;
import com.google.inject.multibindings.ProvidesIntoMap;
import com.google.inject.multibindings.ProvidesIntoSet;
import com.google.inject.multibindings.StringMapKey;
import com.google.inject.util.Modules;
import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.simulator.Region;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Receipt;
import dev.halfturn.spi.SecretIssuerFactory;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretStoreFactory;
import dev.halfturn.testkit.InMemorySecretIssuerFactory;
import dev.halfturn.testkit.RecordingNotifier;
import dev.halfturn.testkit.RecordingNotifierFactory;
import dev.halfturn.token.TokenSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an injector contributes is used, and what is wrong with it is said. */
class ExtensionsTest {

  private final Rig rig = new Rig();
  private final HalfturnService service = rig.service();

  @BeforeEach
  void addApp() {
    rig.addApp("erp", "acme-us");
  }

  @AfterEach
  void close() {
    service.close();
    rig.close();
  }

  private Injector injector(Module... more) {
    return Guice.createInjector(
        new HalfturnModule(service),
        new AppModule("erp", "acme-us"),
        rig.plugins(),
        Modules.combine(more));
  }

  /** By its class, it is called pager. */
  private static final class PagerNotifier implements Notifier {

    private final RecordingNotifier recorded;

    PagerNotifier(InstantSource clock) {
      recorded = new RecordingNotifier(clock);
    }

    @Override
    public Receipt send(Notice notice) {
      return recorded.send(notice);
    }

    @Override
    public void close() {
      recorded.close();
    }
  }

  @Test
  void aContributedNotifierIsToldByAReminder() {
    RecordingNotifier phone = new RecordingNotifier(rig.clock);
    PagerNotifier pager = new PagerNotifier(rig.clock);
    try (HalfturnService remindful = rig.service()) {
      Injector injector =
          Guice.createInjector(
              Stage.PRODUCTION,
              new HalfturnModule(remindful),
              rig.plugins(),
              new AbstractModule() {
                @ProvidesIntoSet
                Notifier pager() {
                  return pager;
                }

                @ProvidesIntoSet
                Notifier phone() {
                  return NamedNotifier.of("phone", phone);
                }
              });
      RotationTracker tracker = injector.getInstance(RotationTracker.class);
      tracker.declareIssued("erp", rig.clock.instant(), Provenance.DECLARED);
      rig.clock.advance(Duration.ofDays(151));
      tracker.check("erp");

      assertThat(pager.recorded.sent()).extracting(Notice::app).containsExactly("erp");
      assertThat(phone.sent()).extracting(Notice::app).containsExactly("erp");
    }
    assertThat(phone.send(pager.recorded.sent().get(0))).as("still open").isNotNull();
  }

  @Test
  void theClockOfTheInjectorCounts() {
    TokenSource source =
        injector().getInstance(Key.get(TokenSource.class, Qualifiers.seller("erp/acme-us")));

    assertThat(source.get().expiresAt()).isEqualTo(rig.clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void aClockThatIsBoundInAnyWayCounts() {
    Injector injector =
        Guice.createInjector(
            new HalfturnModule(service),
            new NoScanningModule(),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(InstantSource.class).toInstance(rig.clock);
              }

              @ProvidesIntoMap
              @StringMapKey("memory")
              SecretStoreFactory memory() {
                return rig.stores;
              }

              @ProvidesIntoMap
              @StringMapKey("manual")
              ExpirySchedulerFactory manual() {
                return rig.schedulers;
              }
            });

    assertThat(injector.getInstance(Halfturn.class).tokens().forSeller("erp", "acme-us").get())
        .satisfies(
            token ->
                assertThat(token.expiresAt())
                    .isEqualTo(rig.clock.instant().plus(Duration.ofHours(1))));
  }

  @Test
  void theAddressesOfTheInjectorCount() {
    rig.settings.keySet().removeIf(key -> key.startsWith("endpoint."));
    Endpoints endpoints =
        Endpoints.builder()
            .allowCustom(true)
            .lwa(rig.amazon.lwaEndpoint().toString())
            .spApi(SpApiRegion.EU, rig.amazon.spApi(Region.EU).toString())
            .build();
    try (HalfturnService elsewhere = rig.service()) {
      Injector injector =
          Guice.createInjector(
              new HalfturnModule(elsewhere),
              rig.plugins(),
              binder -> ExtensionsModule.endpoints(binder).setBinding().toInstance(endpoints));

      Halfturn halfturn = injector.getInstance(Halfturn.class);
      assertThat(halfturn.tokens().forSeller("erp", "acme-us").get()).isNotNull();
    }
  }

  /** The store in memory, by another name. */
  private final class ShelfFactory implements SecretStoreFactory {

    private final Runnable atOpening;

    ShelfFactory(Runnable atOpening) {
      this.atOpening = atOpening;
    }

    @Override
    public String name() {
      return "shelf";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public SecretStore open(PluginConfig config, PluginContext context) {
      atOpening.run();
      return rig.stores.open(config, context);
    }
  }

  @Test
  void pluginsOfTheInjectorStandBesideThoseOfTheClassPath() {
    try (HalfturnService ofBoth =
        HalfturnService.of(
            rig.builder(
                dev.halfturn.plugin.Settings.of(
                    java.util.Map.of("store", "shelf", "scheduler", "manual"))))) {
      Injector injector =
          Guice.createInjector(
              new HalfturnModule(ofBoth),
              binder ->
                  ExtensionsModule.stores(binder)
                      .addBinding("shelf")
                      .toInstance(new ShelfFactory(() -> {})));

      assertThat(injector.getInstance(Halfturn.class).secrets().storeName()).isEqualTo("shelf");
    }
  }

  @Test
  void withoutScanningWhatLiesOnTheClassPathIsUnknown() {
    try (HalfturnService scanning =
        HalfturnService.of(rig.builder(Settings.of(Map.of("store", "memory"))))) {
      assertThatThrownBy(
              () -> Guice.createInjector(new HalfturnModule(scanning), new NoScanningModule()))
          .isInstanceOf(CreationException.class)
          .hasMessageContaining("there is no store plug-in 'memory'");
    }
  }

  @Test
  void otherKindsOfPluginsMayBeChosenToo() {
    RecordingNotifierFactory recording = new RecordingNotifierFactory();
    SecretIssuerFactory issuers = new InMemorySecretIssuerFactory();
    rig.settings.put("notifiers", "recording");
    try (HalfturnService all = rig.service()) {
      Injector injector =
          Guice.createInjector(
              Stage.PRODUCTION,
              new HalfturnModule(all),
              rig.plugins(),
              new AbstractModule() {
                @Override
                protected void configure() {
                  ExtensionsModule.issuers(binder()).addBinding(issuers.name()).toInstance(issuers);
                }

                @ProvidesIntoMap
                @StringMapKey("recording")
                NotifierFactory recording() {
                  return recording;
                }
              });

      assertThat(recording.opened("recording")).isPresent();
      assertThat(injector.getInstance(Halfturn.class).automatic()).isEmpty();
    }
  }

  @Test
  void allThatIsWrongWithContributionsIsSaidAtOnce() {
    rig.settings.put("stroe", "memory");
    try (HalfturnService wrong = rig.service()) {
      assertThatThrownBy(
              () ->
                  Guice.createInjector(
                      new HalfturnModule(wrong),
                      rig.plugins(),
                      new AbstractModule() {
                        @Override
                        protected void configure() {
                          ExtensionsModule.stores(binder())
                              .addBinding("shelve")
                              .toInstance(new ShelfFactory(() -> {}));
                          ExtensionsModule.notifiers(binder())
                              .addBinding()
                              .toInstance(new PagerNotifier(rig.clock));
                          ExtensionsModule.notifiers(binder())
                              .addBinding()
                              .toInstance(new PagerNotifier(rig.clock));
                          ExtensionsModule.notifiers(binder())
                              .addBinding()
                              .toInstance(
                                  NamedNotifier.of("The Phone", new PagerNotifier(rig.clock)));
                        }
                      }))
          .isInstanceOfSatisfying(
              CreationException.class, e -> assertThat(e.getErrorMessages()).hasSize(1))
          .hasMessageContaining("halfturn cannot be opened, 4 problems:")
          .hasMessageContaining("bind it under 'shelf'")
          .hasMessageContaining("is the second notifier called 'pager'")
          .hasMessageContaining("has no legal name")
          .hasMessageContaining("stroe: is not a setting");
    }
  }

  private Instant time(RotationTracker tracker) {
    assertThat(tracker).isNotNull();
    return rig.clock.instant();
  }

  @Test
  void aNotifierMayNeedHalfturnLater() {
    Injector injector =
        injector(
            new AbstractModule() {
              @ProvidesIntoSet
              Notifier pager(Provider<RotationTracker> tracker) {
                return new PagerNotifier(() -> time(tracker.get()));
              }
            });

    assertThat(injector.getInstance(Halfturn.class)).isNotNull();
  }

  @Test
  void aNotifierThatNeedsHalfturnToBeMadeIsRefused() {
    assertThatThrownBy(
            () ->
                injector(
                    new AbstractModule() {
                      @ProvidesIntoSet
                      Notifier pager(RotationTracker tracker) {
                        return new PagerNotifier(() -> time(tracker));
                      }
                    }))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("before an injector with this service is complete")
        .hasMessageContaining("a Provider of it");
  }

  @Test
  void aPluginThatNeedsHalfturnToBeOpenedIsRefused() {
    rig.settings.put("store", "shelf");
    try (HalfturnService needing = rig.service()) {
      Injector injector =
          Guice.createInjector(
              new HalfturnModule(needing),
              rig.plugins(),
              binder ->
                  ExtensionsModule.stores(binder)
                      .addBinding("shelf")
                      .toInstance(new ShelfFactory(needing::start)));

      assertThatThrownBy(() -> injector.getInstance(Halfturn.class))
          .hasMessageContaining("asks for halfturn while it is being opened");
    }
  }
}
