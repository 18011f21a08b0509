// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.azure.vault.VaultNames;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** What is sent with a value. */
final class VaultRequests {

  private static final Pattern JSON = Pattern.compile(".*/(?:inbox|rotation|profile(?:/.*)?)");

  private final VaultNames names;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration lifetime;

  /**
   * @param lifetime after which a new client secret is said to expire; zero for no date
   */
  VaultRequests(VaultNames names, InstantSource clock, RandomGenerator random, Duration lifetime) {
    this.names = names;
    this.clock = clock;
    this.random = random;
    this.lifetime = lifetime;
  }

  /**
   * The request for one more version.
   *
   * @throws HalfturnException {@code INVALID_ARGUMENT} if no vault can hold it
   */
  KeyVaultSecret of(SecretName name, SecretValue value) {
    SecretProperties properties =
        new SecretProperties()
            .setContentType(
                JSON.matcher(name.value()).matches() ? "application/json" : "text/plain")
            .setTags(Map.of(OrderTag.NAME, OrderTag.next(clock, random)));
    if (ClientSecrets.isOne(name) && !lifetime.isZero()) {
      properties.setExpiresOn(
          clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }
    return new KeyVaultSecret(names.raw(name), VaultValues.text(name, value))
        .setProperties(properties);
  }
}
