// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.token.CredentialReader;
import dev.halfturn.token.StoredClient;
import dev.halfturn.token.StoredSeller;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The credentials of applications and sellers as they lie in a store. Thread-safe. */
public final class StoredCredentials implements CredentialReader {

  private final Secrets secrets;
  private final Function<String, Optional<String>> clientIds;
  private final InstantSource clock;

  /** As the other constructor, with client ids as they lie in the store. */
  public StoredCredentials(Secrets secrets, InstantSource clock) {
    this(secrets, app -> Optional.empty(), clock);
  }

  /**
   * @param secrets where everything lies
   * @param clientIds the client id of an application, if it does not lie in the store
   * @param clock to tell whether a previous client secret is dead
   */
  public StoredCredentials(
      Secrets secrets, Function<String, Optional<String>> clientIds, InstantSource clock) {
    this.secrets = Objects.requireNonNull(secrets);
    this.clientIds = Objects.requireNonNull(clientIds);
    this.clock = Objects.requireNonNull(clock);
  }

  @Override
  public StoredClient client(String app) {
    Optional<String> clientId = clientIds.apply(app);
    return client(app, clientId, secrets.findAll(clientNames(app, clientId)));
  }

  @Override
  public SecretValue refreshToken(String app, String seller) {
    return secrets.get(CredentialNames.refreshToken(app, seller)).value();
  }

  @Override
  public StoredSeller seller(String app, String seller) {
    SecretName refreshToken = CredentialNames.refreshToken(app, seller);
    Optional<String> clientId = clientIds.apply(app);
    Set<SecretName> names = clientNames(app, clientId);
    names.add(refreshToken);
    Map<SecretName, StoredSecret> found = secrets.findAll(names);
    SecretValue token = secrets.require(refreshToken, found).value();
    return new StoredSeller(client(app, clientId, found), token);
  }

  private static Set<SecretName> clientNames(String app, Optional<String> clientId) {
    Set<SecretName> names = new TreeSet<>(CandidateSecrets.names(app));
    if (clientId.isEmpty()) {
      names.add(CredentialNames.clientId(app));
    }
    return names;
  }

  private StoredClient client(
      String app, Optional<String> clientId, Map<SecretName, StoredSecret> found) {
    String id =
        clientId.orElseGet(
            () ->
                secrets.require(CredentialNames.clientId(app), found).value().revealUtf8().strip());
    CandidateSecrets candidates = CandidateSecrets.of(secrets, app, found, clock.instant());
    List<SecretValue> untried = new ArrayList<>(candidates.inbox());
    untried.removeAll(candidates.refused());
    return new StoredClient(
        id, candidates.current(), untried, candidates.previous(), candidates.refused());
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
