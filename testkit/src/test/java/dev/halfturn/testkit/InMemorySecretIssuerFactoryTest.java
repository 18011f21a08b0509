// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.IssuerMessage.Unreadable;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemorySecretIssuerFactoryTest implements PluginFactoryContract {

  @Override
  public PluginFactory<?> factory() {
    return new InMemorySecretIssuerFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of();
  }

  @Test
  void whatWasOpenedTakesOrdersForEachOpening() {
    InMemorySecretIssuerFactory factory = new InMemorySecretIssuerFactory();
    PluginContext context =
        new PluginContext(
            "orders",
            SettableClock.at("2026-03-01T12:00:00Z"),
            new SecureRandom(),
            Path.of("unused"));
    assertThat(factory.opened("orders")).isEmpty();
    Plugins.open(factory, Map.of(), context).close();

    factory.opened("orders").orElseThrow().deliver(new Unreadable("strange"));

    try (InMemorySecretIssuer again =
        (InMemorySecretIssuer) Plugins.open(factory, Map.of(), context)) {
      assertThat(again.receive(Duration.ZERO)).hasSize(1);
    }
  }
}
