// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import dev.halfturn.Halfturn;
import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guice finds keys and modules again by their equality. */
class EqualityTest {

  @Account("us")
  String account = "";

  @App("erp")
  String app = "";

  @App(account = "us", value = "erp")
  String appOfAccount = "";

  @Seller("erp/acme-us")
  String seller = "";

  @Seller(account = "us", value = "erp/acme-us")
  String sellerOfAccount = "";

  private static Annotation made(String field) {
    return switch (field) {
      case "account" -> Qualifiers.account("us");
      case "app" -> Qualifiers.app("erp");
      case "appOfAccount" -> Qualifiers.app("us", "erp");
      case "seller" -> Qualifiers.seller("erp/acme-us");
      default -> Qualifiers.seller("us", "erp/acme-us");
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"account", "app", "appOfAccount", "seller", "sellerOfAccount"})
  void aQualifierEqualsTheAnnotationOfASource(String field) throws ReflectiveOperationException {
    Annotation written = EqualityTest.class.getDeclaredField(field).getAnnotations()[0];

    assertThat(made(field))
        .isEqualTo(written)
        .hasSameHashCodeAs(written)
        .isEqualTo(made(field))
        .isNotEqualTo("erp");
    assertThat(written).isEqualTo(made(field));
    assertThat(made(field).annotationType()).isEqualTo(written.annotationType());
    assertThat(List.of("account", "app", "appOfAccount", "seller", "sellerOfAccount"))
        .filteredOn(other -> made(other).equals(written))
        .containsExactly(field);
  }

  @Test
  void aQualifierIsShownAsItIsWritten() {
    assertThat(Qualifiers.app("erp")).hasToString("@dev.halfturn.guice.App(value=\"erp\")");
    assertThat(Qualifiers.seller("us", "erp/acme-us"))
        .hasToString("@dev.halfturn.guice.Seller(account=\"us\", value=\"erp/acme-us\")");
  }

  @Test
  void modulesAreEqualIfTheyBindTheSame() {
    Account us = Qualifiers.account("us");
    Account eu = Qualifiers.account("eu");
    try (Rig rig = new Rig();
        Halfturn one = rig.open();
        Halfturn two = rig.open();
        HalfturnService service = rig.service()) {
      List<List<Module>> classes =
          List.of(
              List.of(new HalfturnModule(one), new HalfturnModule(one)),
              List.of(new HalfturnModule(two)),
              List.of(new HalfturnModule(us, one), new HalfturnModule(us, one)),
              List.of(new HalfturnModule(eu, one)),
              List.of(new HalfturnModule(service), new HalfturnModule(service)),
              List.of(new HalfturnModule(eu, service), new HalfturnModule(eu, service)),
              List.of(
                  new AppModule("erp", "a", "b"), new AppModule(Qualifiers.app("erp"), "a", "b")),
              List.of(new AppModule("erp", "a")),
              List.of(new AppModule("shop", "a", "b")),
              List.of(new AppModule(Qualifiers.app("us", "erp"), "a", "b")),
              List.of(new Subclass()),
              List.of(new Subclass()),
              List.of(new ExtensionsModule(), new ExtensionsModule()),
              List.of(new NoScanningModule(), new NoScanningModule()));
      for (List<Module> same : classes) {
        for (Module module : same) {
          assertThat(module).isEqualTo(same.get(0)).hasSameHashCodeAs(same.get(0));
          assertThat(classes.stream().filter(other -> other.contains(module))).hasSize(1);
        }
      }
    }
  }

  private static final class Subclass extends AppModule {
    Subclass() {
      super("erp", "a", "b");
    }
  }

  @Test
  void modulesSayWhatTheyBind() {
    assertThat(new AppModule("erp", "a", "b")).hasToString("AppModule[erp[a, b]]");
    assertThat(new ExtensionsModule()).hasToString("ExtensionsModule");
    assertThat(new NoScanningModule()).hasToString("NoScanningModule");
    try (Rig rig = new Rig();
        Halfturn halfturn = rig.open()) {
      assertThat(new HalfturnModule(Qualifiers.account("us"), halfturn))
          .hasToString("HalfturnModule[us]");
    }
  }
}
