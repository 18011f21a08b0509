// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import dev.halfturn.Halfturn;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.LoggedCall;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.TokenSource;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two developer accounts in one injector, both with an application called erp. */
class AccountsTest {

  private static final Account US = Qualifiers.account("us");
  private static final Account EU = Qualifiers.account("eu");

  private final Rig rig = new Rig();

  @BeforeEach
  void addApps() {
    rig.addApp(rig.of("us-secrets"), "erp", "acme-us");
    rig.addApp(rig.of("eu-secrets"), "erp", "acme-eu");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  static final class Shop {

    @Inject
    @Seller(account = "us", value = "erp/acme-us")
    TokenSource us;

    @Inject
    @Seller(account = "eu", value = "erp/acme-eu")
    TokenSource eu;

    @Inject
    @App(account = "eu", value = "erp")
    AppTokens erpOfEu;

    @Inject
    @Account("eu")
    AccessTokens tokensOfEu;

    @Inject
    Shop() {}
  }

  @Test
  void eachHasItsOwnTokens() {
    try (Halfturn us = rig.open(rig.of("us-secrets"));
        Halfturn eu = rig.open(rig.of("eu-secrets"))) {
      Injector injector =
          Guice.createInjector(
              Stage.PRODUCTION,
              new HalfturnModule(US, us),
              new HalfturnModule(EU, eu),
              new AppModule(Qualifiers.app("us", "erp"), "acme-us"),
              new AppModule(Qualifiers.app("eu", "erp"), "acme-eu"));

      assertBothWork(injector);
      assertThat(injector.getInstance(Shop.class).tokensOfEu).isSameAs(eu.tokens());
    }
  }

  @Test
  void twoServicesShareWhatTheInjectorContributes() {
    try (HalfturnService us = HalfturnService.of(rig.builder(rig.of("us-secrets")));
        HalfturnService eu = HalfturnService.of(rig.builder(rig.of("eu-secrets")))) {
      Injector injector =
          Guice.createInjector(
              Stage.PRODUCTION,
              rig.plugins(),
              new HalfturnModule(US, us),
              new HalfturnModule(EU, eu),
              new AppModule(Qualifiers.app("us", "erp"), "acme-us"),
              new AppModule(Qualifiers.app("eu", "erp"), "acme-eu"));

      assertBothWork(injector);
      assertThat(injector.getInstance(Key.get(HalfturnService.class, EU))).isSameAs(eu);
    }
  }

  private void assertBothWork(Injector injector) {
    Shop shop = injector.getInstance(Shop.class);
    assertThat(shop.us.get()).isNotNull();
    assertThat(shop.eu.get()).isSameAs(shop.erpOfEu.forSeller("acme-eu").get());

    assertThat(rig.amazon.log().newest(Endpoint.TOKEN))
        .extracting(LoggedCall::seller)
        .containsExactly(Optional.of("acme-us"), Optional.of("acme-eu"));
    assertThat(injector.getExistingBinding(Key.get(Halfturn.class))).isNull();
  }

  @Test
  void anApplicationOfAnAccountThatIsNotThereIsRefused() {
    try (Halfturn us = rig.open(rig.of("us-secrets"))) {
      assertThatThrownBy(
              () ->
                  Guice.createInjector(
                      new HalfturnModule(US, us),
                      new AppModule(Qualifiers.app("eu", "erp"), "acme-eu")))
          .isInstanceOf(CreationException.class)
          .hasMessageContaining("AccessTokens")
          .hasMessageContaining("@Account(value=\"eu\")");
    }
  }
}
