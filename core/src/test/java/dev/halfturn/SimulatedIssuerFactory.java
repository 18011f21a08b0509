// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.rotation.SimulatedIssuer;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretIssuerFactory;
import java.util.List;

/** Opens the one issuer of a test. */
final class SimulatedIssuerFactory implements SecretIssuerFactory {

  private final SimulatedIssuer issuer;

  SimulatedIssuerFactory(SimulatedIssuer issuer) {
    this.issuer = issuer;
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of();
  }

  @Override
  public SecretIssuer open(PluginConfig config, PluginContext context) {
    return issuer;
  }
}
