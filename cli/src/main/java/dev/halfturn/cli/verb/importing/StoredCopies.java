// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.Halfturn;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.token.ClientCredential;
import dev.halfturn.token.Grant;
import dev.halfturn.token.Scopes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which values the store has, too, and whether they work: only then another copy may go. */
final class StoredCopies {

  /** Shorter ones stand in any text, and mean nothing there. */
  private static final int SHORTEST = 16;

  private record Copy(SecretName entry, String app, Optional<String> seller) {}

  private final Halfturn halfturn;
  private final Map<SecretValue, Copy> copies = new HashMap<>();
  private final Map<Copy, Optional<HalfturnException>> tried = new HashMap<>();

  StoredCopies(Halfturn halfturn) {
    this.halfturn = halfturn;
    for (String app : halfturn.applications().names()) {
      remember(CredentialNames.clientSecret(app), app, Optional.empty());
      for (String seller : halfturn.applications().sellers(app)) {
        remember(CredentialNames.refreshToken(app, seller), app, Optional.of(seller));
      }
    }
  }

  private void remember(SecretName entry, String app, Optional<String> seller) {
    halfturn
        .secrets()
        .find(entry)
        .map(StoredSecret::value)
        .ifPresent(value -> copies.putIfAbsent(value, new Copy(entry, app, seller)));
  }

  /** The entry of the store that has the same value. */
  Optional<SecretName> entry(Entry entry) {
    return copy(entry).map(Copy::entry);
  }

  /** The lines of a text in which values of the store stand, by entry. */
  Map<SecretName, List<Integer>> in(String text) {
    Map<SecretName, List<Integer>> found = new TreeMap<>();
    copies.forEach(
        (value, copy) -> {
          if (value.size() >= SHORTEST) {
            String wanted = new String(value.reveal(), StandardCharsets.UTF_8);
            found.put(copy.entry(), ClearText.lines(text, wanted));
          }
        });
    return found;
  }

  /** Why Amazon does not accept what the store has; empty if it does. The store has it. */
  Optional<HalfturnException> refusal(Entry entry) {
    return tried.computeIfAbsent(copy(entry).orElseThrow(), this::exchange);
  }

  private Optional<Copy> copy(Entry entry) {
    return Optional.ofNullable(copies.get(SecretValue.ofUtf8(entry.value())));
  }

  private Optional<HalfturnException> exchange(Copy copy) {
    try {
      ClientCredential client =
          new ClientCredential(
              halfturn.applications().clientId(copy.app()),
              halfturn.secrets().get(CredentialNames.clientSecret(copy.app())).value());
      halfturn.exchange().exchange(client, grant(copy));
      return Optional.empty();
    } catch (HalfturnException e) {
      return Optional.of(e);
    }
  }

  /** For a client secret by itself, any grant will do. */
  private Grant grant(Copy copy) {
    return copy.seller()
        .or(() -> halfturn.applications().sellers(copy.app()).stream().findFirst())
        .<Grant>map(
            seller ->
                new Grant.RefreshToken(
                    halfturn
                        .secrets()
                        .get(CredentialNames.refreshToken(copy.app(), seller))
                        .value()))
        .orElseGet(() -> Grant.ClientCredentials.of(Set.of(Scopes.NOTIFICATIONS)));
  }
}
