// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.token.CredentialReader;
import dev.halfturn.token.StoredClient;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** The credentials of applications and sellers as they lie in a store. Thread-safe. */
public final class StoredCredentials implements CredentialReader {

  private final Secrets secrets;
  private final InstantSource clock;

  /**
   * @param secrets where everything lies
   * @param clock to tell whether a previous client secret is dead
   */
  public StoredCredentials(Secrets secrets, InstantSource clock) {
    this.secrets = Objects.requireNonNull(secrets);
    this.clock = Objects.requireNonNull(clock);
  }

  @Override
  public StoredClient client(String app) {
    String clientId = secrets.get(CredentialNames.clientId(app)).value().revealUtf8();
    CandidateSecrets found = CandidateSecrets.read(secrets, app, clock.instant());
    return new StoredClient(clientId, found.current(), found.inbox(), found.previous());
  }

  @Override
  public SecretValue refreshToken(String app, String seller) {
    return secrets.get(CredentialNames.refreshToken(app, seller)).value();
  }

  @Override
  public void replaceRefreshToken(
      String app, String seller, SecretValue used, SecretValue replacement) {
    SecretName name = CredentialNames.refreshToken(app, seller);
    Optional<StoredSecret> stored = secrets.find(name);
    if (stored.isPresent() && stored.get().value().equals(used)) {
      secrets.putIfUnchanged(name, replacement, Optional.of(stored.get().version().id()));
    }
  }
}
