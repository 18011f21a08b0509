// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import dev.halfturn.Halfturn;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.token.TokenSource;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application's module shows, and what it keeps to itself. */
class AppModuleTest {

  private final Rig rig = new Rig();
  private Halfturn halfturn;

  @BeforeEach
  void open() {
    rig.addApp("erp", "acme-us", "acme-eu");
    rig.addApp("shop", "acme-us");
    halfturn = rig.open();
  }

  @AfterEach
  void close() {
    halfturn.close();
    rig.close();
  }

  /** One for each application, though it names none. */
  static final class OrderSync {

    final AppTokens tokens;

    @Inject
    OrderSync(AppTokens tokens) {
      this.tokens = tokens;
    }
  }

  /** The same class for any application, under its name. */
  private static final class OrdersModule extends AppModule {

    private final String app;

    OrdersModule(String app) {
      super(app, "acme-us");
      this.app = app;
    }

    @Override
    protected void configureApp() {
      Key<OrderSync> shown = Key.get(OrderSync.class, Qualifiers.app(app));
      bind(OrderSync.class);
      bind(shown).to(OrderSync.class);
      expose(shown);
    }
  }

  private Injector injector(Module... modules) {
    return Guice.createInjector(
        Stage.PRODUCTION,
        binder -> binder.requireExplicitBindings(),
        new HalfturnModule(halfturn),
        Modules.combine(modules));
  }

  private static <T> T get(Injector injector, Class<T> type, App app) {
    return injector.getInstance(Key.get(type, app));
  }

  @Test
  void eachApplicationHasItsOwn() {
    Injector injector = injector(new OrdersModule("erp"), new OrdersModule("shop"));

    OrderSync erp = get(injector, OrderSync.class, Qualifiers.app("erp"));
    OrderSync shop = get(injector, OrderSync.class, Qualifiers.app("shop"));
    assertThat(erp.tokens).hasToString("AppTokens[erp]");
    assertThat(shop.tokens).hasToString("AppTokens[shop]");
    assertThat(erp.tokens.forSeller("acme-us").get())
        .isNotEqualTo(shop.tokens.forSeller("acme-us").get());
    assertThat(erp.tokens.forScopes(Set.of("sellingpartnerapi::notifications")).get()).isNotNull();
  }

  @Test
  void whatIsNotExposedIsNotToBeHad() {
    Injector injector = injector(new OrdersModule("erp"));

    assertThatThrownBy(() -> injector.getInstance(AppTokens.class))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> injector.getInstance(OrderSync.class))
        .isInstanceOf(ConfigurationException.class);
    assertThat(injector.getAllBindings().keySet())
        .filteredOn(key -> key.getTypeLiteral().getRawType() == AppTokens.class)
        .containsExactly(Key.get(AppTokens.class, Qualifiers.app("erp")));
  }

  @Test
  void aChildInjectorMayAddApplications() {
    Injector parent = injector(new AppModule("erp", "acme-us"));
    Injector child = parent.createChildInjector(new AppModule("shop", "acme-us"));

    assertThat(get(child, AppTokens.class, Qualifiers.app("erp"))).hasToString("AppTokens[erp]");
    assertThat(get(child, AppTokens.class, Qualifiers.app("shop"))).hasToString("AppTokens[shop]");
    assertThatThrownBy(() -> get(parent, AppTokens.class, Qualifiers.app("shop")))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void installedTwiceItIsOne() {
    Injector injector =
        injector(
            new HalfturnModule(halfturn),
            new AppModule("erp", "acme-us", "acme-eu", "acme-us"),
            new AppModule("erp", "acme-us", "acme-eu"));

    Key<TokenSource> seller = Key.get(TokenSource.class, Qualifiers.seller("erp/acme-eu"));
    assertThat(injector.getInstance(seller).get()).isNotNull();
  }

  @Test
  void aServiceMayBeInstalledTwiceToo() {
    try (HalfturnService service = rig.service()) {
      Module once = Modules.combine(new HalfturnModule(service), new AppModule("erp", "acme-us"));
      Module again = Modules.combine(new HalfturnModule(service), new AppModule("erp", "acme-us"));
      Injector injector =
          Guice.createInjector(
              Stage.PRODUCTION,
              rig.plugins(),
              new NoScanningModule(),
              new ExtensionsModule(),
              once,
              again);

      assertThat(injector.getInstance(Halfturn.class)).isSameAs(service.start());
    }
  }

  @Test
  void oneApplicationWithDifferentSellersIsAContradiction() {
    assertThatThrownBy(() -> injector(new AppModule("erp", "acme-us"), new AppModule("erp")))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("@App")
        .hasMessageContaining("was bound multiple times");
  }

  @Test
  void namesThatCannotBeAreToldAtOnce() {
    assertThatThrownBy(() -> injector(new AppModule("ERP", "acme us", Canaries.REFRESH_TOKEN)))
        .isInstanceOfSatisfying(
            CreationException.class,
            e -> {
              assertThat(e.getErrorMessages()).hasSize(3);
              assertThat(Canaries.detector().scan(e)).isEmpty();
            });
  }

  @Test
  void withoutHalfturnItIsRefused() {
    assertThatThrownBy(() -> Guice.createInjector(new AppModule("erp")))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("AccessTokens");
  }
}
