// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretIssuerFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The issuer {@code memory}. Each factory remembers its issuers by the name of the instance, so
 * that opening an instance again finds the same queue; another factory begins with an empty one.
 */
public final class InMemorySecretIssuerFactory implements SecretIssuerFactory {

  private final Map<String, InMemorySecretIssuer> byInstance = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of();
  }

  @Override
  public InMemorySecretIssuer open(PluginConfig config, PluginContext context) {
    return byInstance
        .computeIfAbsent(context.instance(), instance -> new InMemorySecretIssuer(context.clock()))
        .openAgain();
  }

  /**
   * An opening of the issuer of that instance, to give orders by; empty if it was never opened. It
   * stays open whatever is closed elsewhere.
   */
  public Optional<InMemorySecretIssuer> opened(String instance) {
    return Optional.ofNullable(byInstance.get(instance));
  }
}
