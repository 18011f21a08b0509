// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.simulator.Region;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.testkit.RecordingNotifier;
import dev.halfturn.testkit.RecordingNotifierFactory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program brings itself, besides its settings. */
class GivenTest {

  private final Rig rig = new Rig();
  private final RecordingNotifier pager = new RecordingNotifier(rig.clock);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aNotifierOfTheProgramsTellsBesidesThoseOfTheSettingsAndStaysOpen() {
    try (Halfturn halfturn = rig.builder().notifier("pager", pager).open()) {
      rig.addApp(halfturn, "erp");
      halfturn.tracker().test("pager", List.of("erp"));
      halfturn.tracker().test("recording", List.of("erp"));
      assertThat(rig.notifier().sent()).hasSize(1);
    }
    assertThat(pager.sent()).hasSize(1);
    pager.send(pager.sent().get(0)); // a closed one would refuse
  }

  @Test
  void settingsMayNameIt() {
    rig.settings.put("remind.route.150", "pager");
    assertThatThrownBy(rig::open).isInstanceOf(ConfigException.class).hasMessageContaining("names");
    rig.builder().notifier("pager", pager).open().close();
  }

  @Test
  void withItNobodyNeedsToBeNamedInTheSettings() {
    rig.settings.put("notifiers", "");
    try (Halfturn without = rig.open();
        Halfturn with = rig.builder().notifier("pager", pager).open()) {
      assertThat(without.configuration().warnings()).hasSize(1);
      assertThat(with.configuration().warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"recording", "Pager", "two words", ""})
  void itsNameIsLegalAndItsOwn(String name) {
    assertThatThrownBy(() -> rig.builder().notifier(name, pager).open())
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void onePlugInMoreMayBeChosen() {
    RecordingNotifierFactory more = new RecordingNotifierFactory();
    PluginRegistry few = PluginRegistry.of(List.of(rig.stores, rig.schedulers));
    rig.builder().plugins(few).plugin(more).open().close();
    assertThat(more.opened("recording")).isPresent();
    assertThatThrownBy(() -> rig.builder().plugins(few).open()).isInstanceOf(ConfigException.class);
  }

  @Test
  void endpointsTakeThePlaceOfThoseInTheSettings() {
    Endpoints amazon =
        Endpoints.builder()
            .allowCustom(true)
            .lwa(rig.amazon.lwaEndpoint().toString())
            .spApi(SpApiRegion.EU, rig.amazon.spApi(Region.EU).toString())
            .build();
    rig.settings.put("endpoint.lwa", "http://127.0.0.1:1/nobody");
    try (Halfturn halfturn = rig.builder().endpoints(amazon).open()) {
      rig.addApp(halfturn, "erp");
      assertThat(halfturn.configuration().endpoints()).isSameAs(amazon);
      assertThat(halfturn.tokens().forSeller("erp", "acme").get().reveal()).startsWith("Atza|");
    }
  }
}
