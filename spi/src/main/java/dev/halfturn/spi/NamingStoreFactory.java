// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

/** A factory whose stores lie in a service that others see, under names of that service. */
public interface NamingStoreFactory extends SecretStoreFactory {

  /**
   * What the service calls an entry of the store so configured. Asks nobody.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if it can have no such entry
   */
  String rawName(PluginConfig config, SecretName name);
}
