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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The credentials of applications and sellers as they lie in a store. Thread-safe. */
public final class StoredCredentials implements CredentialReader {

  private final Secrets secrets;
  private final UnaryOperator<String> clientIds;
  private final InstantSource clock;

  /** As the other constructor, with client ids as they lie in the store. */
  public StoredCredentials(Secrets secrets, InstantSource clock) {
    this(secrets, app -> secrets.get(CredentialNames.clientId(app)).value().revealUtf8(), clock);
  }

  /**
   * @param secrets where everything lies
   * @param clientIds the client id of an application
   * @param clock to tell whether a previous client secret is dead
   */
  public StoredCredentials(Secrets secrets, UnaryOperator<String> clientIds, InstantSource clock) {
    this.secrets = Objects.requireNonNull(secrets);
    this.clientIds = Objects.requireNonNull(clientIds);
    this.clock = Objects.requireNonNull(clock);
  }

  @Override
  public StoredClient client(String app) {
    String clientId = clientIds.apply(app);
    CandidateSecrets found = CandidateSecrets.read(secrets, app, clock.instant());
    List<SecretValue> untried = new ArrayList<>(found.inbox());
    untried.removeAll(found.refused());
    return new StoredClient(clientId, found.current(), untried, found.previous(), found.refused());
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
