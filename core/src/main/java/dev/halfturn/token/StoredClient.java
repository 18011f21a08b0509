// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.SecretValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a store holds to identify an application.
 *
 * @param clientId the client identifier
 * @param current the client secret to use
 * @param inbox secrets received but not yet promoted, newest first, without those of {@code
 *     refused}
 * @param previous the one before, unless it is known to be dead
 * @param refused secrets received that Amazon has not accepted so far, newest first: the last ones
 *     to try, because the exchanges are few
 */
public record StoredClient(
    String clientId,
    SecretValue current,
    List<SecretValue> inbox,
    Optional<SecretValue> previous,
    List<SecretValue> refused) {
  public StoredClient {
    Objects.requireNonNull(clientId);
    Objects.requireNonNull(current);
    inbox = List.copyOf(inbox);
    Objects.requireNonNull(previous);
    refused = List.copyOf(refused);
  }

  /** One of the secrets, and which. */
  record Candidate(ClientCredential credential, SecretOrigin origin) {}

  /** All secrets in the order in which a refused reader tries them. */
  List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>();
    all.add(candidate(current, SecretOrigin.CURRENT));
    inbox.forEach(secret -> all.add(candidate(secret, SecretOrigin.INBOX)));
    previous.ifPresent(secret -> all.add(candidate(secret, SecretOrigin.PREVIOUS)));
    refused.forEach(secret -> all.add(candidate(secret, SecretOrigin.INBOX)));
    return all;
  }

  private Candidate candidate(SecretValue secret, SecretOrigin origin) {
    return new Candidate(new ClientCredential(clientId, secret), origin);
  }
}
