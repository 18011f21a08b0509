// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.doctor.Finding.Level;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExaminedStoreFactory;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A store that knows its surroundings. */
class StoreTopicTest {

  private static final PluginContext CONTEXT =
      new PluginContext(
          "cloud", SettableClock.at("2026-07-01T09:00:00Z"), new SecureRandom(), Path.of("unused"));

  private final List<String> asked = new ArrayList<>();

  private Finding examine(List<Observed> observed, Supplier<SecretStore> store) {
    ExaminedStoreFactory factory =
        new ExaminedStoreFactory() {
          @Override
          public String name() {
            return "cloud";
          }

          @Override
          public List<ConfigOption<?>> options() {
            return List.of();
          }

          @Override
          public SecretStore open(PluginConfig config, PluginContext context) {
            throw new AssertionError("opened by whoever has the key");
          }

          @Override
          public List<Observed> examine(
              PluginConfig config, PluginContext context, SortedSet<String> apps) {
            asked.addAll(apps);
            return observed;
          }
        };
    PluginConfig config = PluginConfig.parse(List.of(), Map.of()).config().orElseThrow();
    return StoreTopic.examine("cloud", config, CONTEXT, factory, store);
  }

  private static SecretStore storeWithTwoApps() {
    SecretStore store = new InMemorySecretStore(CONTEXT.clock());
    for (String name :
        List.of("erp/lwa/clientsecret", "erp/lwa/clientidentifier", "jp/lwa/clientidentifier")) {
      store.put(new SecretName(name), SecretValue.ofUtf8("x"));
    }
    return store;
  }

  @Test
  void whatTheStoreHasSeenIsShownWithItsAdvice() {
    Finding store =
        examine(
            List.of(
                Observed.of(Observed.Level.OK, "region", "eu-central-1"),
                Observed.of(Observed.Level.UNKNOWN, "rights", "not known").advising("test it"),
                Observed.of(Observed.Level.WARNING, "rule", "is off")),
            StoreTopicTest::storeWithTwoApps);

    assertThat(store.level()).isEqualTo(Level.WARNING);
    assertThat(store.findings())
        .map(part -> part.level() + " " + part.label() + ": " + part.text())
        .containsExactly(
            "OK region: eu-central-1",
            "SKIPPED rights: not known",
            "WARNING rule: is off",
            "OK open: 3 entries");
    assertThat(store.findings().get(1).advice()).contains("test it");
  }

  @Test
  void theStoreIsToldWhichApplicationsItHolds() {
    examine(List.of(), StoreTopicTest::storeWithTwoApps);

    assertThat(asked).containsExactly("erp", "jp");
  }

  @Test
  void aStoreThatDoesNotOpenIsExaminedAllTheSame() {
    Finding store =
        examine(
            List.of(Observed.of(Observed.Level.FAILURE, "region", "none")),
            () -> {
              throw new HalfturnException(Problem.of(ErrorCode.INVALID_ARGUMENT, "no region"));
            });

    assertThat(store.findings()).map(Finding::label).containsExactly("region", "open");
    assertThat(StoreTopic.isShut(store)).isTrue();
  }

  @Test
  void aFaultBesideTheStoreDoesNotShutIt() {
    Finding store =
        examine(
            List.of(Observed.of(Observed.Level.FAILURE, "topic", "lets nobody publish")),
            StoreTopicTest::storeWithTwoApps);

    assertThat(store.level()).isEqualTo(Level.FAILURE);
    assertThat(StoreTopic.isShut(store)).isFalse();
  }
}
