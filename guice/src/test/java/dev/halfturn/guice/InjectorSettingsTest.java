// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.secrets.Applications;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spapi.SpApiProbe;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.TokenSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is bound can be injected, whatever else the injector forbids. */
class InjectorSettingsTest {

  private final Rig rig = new Rig();

  @BeforeEach
  void addApp() {
    rig.addApp("erp", "acme-us");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** One way to restrict an injector, and Halfturn in it. */
  record Restrictions(
      boolean explicit,
      boolean exact,
      boolean atInject,
      boolean noProxies,
      Stage stage,
      boolean opened) {

    Module module() {
      return new AbstractModule() {
        @Override
        protected void configure() {
          if (explicit) {
            binder().requireExplicitBindings();
          }
          if (exact) {
            binder().requireExactBindingAnnotations();
          }
          if (atInject) {
            binder().requireAtInjectOnConstructors();
          }
          if (noProxies) {
            binder().disableCircularProxies();
          }
        }
      };
    }
  }

  static List<Restrictions> each() {
    List<Restrictions> all = new ArrayList<>();
    for (Stage stage : List.of(Stage.DEVELOPMENT, Stage.PRODUCTION)) {
      for (int bits = 0; bits < 32; bits++) {
        all.add(
            new Restrictions(
                (bits & 1) != 0,
                (bits & 2) != 0,
                (bits & 4) != 0,
                (bits & 8) != 0,
                stage,
                (bits & 16) != 0));
      }
    }
    return all;
  }

  /** Whoever wants everything. */
  @Singleton
  static final class Shop {

    @Inject Halfturn halfturn;
    @Inject AccessTokens tokens;
    @Inject RotationTracker tracker;
    @Inject Rotator rotator;
    @Inject Secrets secrets;
    @Inject Applications applications;
    @Inject Optional<AutomaticRotation> automatic;

    @Inject
    @App("erp")
    AppTokens erp;

    @Inject
    @Seller("erp/acme-us")
    TokenSource seller;

    @Inject
    Shop() {}
  }

  @ParameterizedTest
  @MethodSource("each")
  void everythingIsInjected(Restrictions restrictions) {
    if (restrictions.opened()) {
      try (Halfturn halfturn = rig.open()) {
        assertWorks(restrictions, new HalfturnModule(halfturn));
      }
    } else {
      try (HalfturnService service = rig.service()) {
        assertWorks(restrictions, new HalfturnModule(service), rig.plugins());
      }
    }
  }

  private void assertWorks(Restrictions restrictions, Module... halfturn) {
    Injector injector =
        Guice.createInjector(
            restrictions.stage(),
            restrictions.module(),
            binder -> {
              List.of(halfturn).forEach(binder::install);
              binder.install(new AppModule("erp", "acme-us"));
              binder.bind(Shop.class);
            });
    Shop shop = injector.getInstance(Shop.class);

    SpApiProbe probe = shop.halfturn.probe();
    assertThat(probe.probe(SpApiRegion.EU, shop.seller.get()).accepted()).isTrue();
    assertThat(shop.tokens).isSameAs(shop.halfturn.tokens());
    assertThat(shop.tracker).isSameAs(shop.halfturn.tracker());
    assertThat(shop.rotator).isSameAs(shop.halfturn.rotator());
    assertThat(shop.secrets).isSameAs(shop.halfturn.secrets());
    assertThat(shop.applications).isSameAs(shop.halfturn.applications());
    assertThat(shop.automatic).isEmpty();
    assertThat(shop.erp.app()).isEqualTo("erp");
    assertThat(shop.erp.forSeller("acme-us").get()).isSameAs(shop.seller.get());
  }
}
