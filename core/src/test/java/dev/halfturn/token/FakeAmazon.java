// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Amazon without a network: who is accepted, what happens before an answer, and who asked. */
final class FakeAmazon implements Exchanger {

  final List<ClientCredential> clients = new CopyOnWriteArrayList<>();
  final List<Grant> grants = new CopyOnWriteArrayList<>();
  final Set<String> secrets = ConcurrentHashMap.newKeySet();
  final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger issued = new AtomicInteger();
  private final InstantSource clock;

  /** Runs before each answer; may throw in its place. */
  volatile Runnable before = () -> {};

  volatile Duration life = Duration.ofHours(1);
  volatile Optional<String> newRefreshToken = Optional.empty();

  FakeAmazon(InstantSource clock) {
    this.clock = clock;
    secrets.add("current");
  }

  @Override
  public TokenReply exchange(ClientCredential client, Grant grant) {
    clients.add(client);
    grants.add(grant);
    int number = issued.incrementAndGet();
    before.run();
    if (!secrets.contains(Fakes.name(client.clientSecret()))) {
      throw Fakes.refused("invalid_client");
    }
    if (grant instanceof Grant.RefreshToken refresh
        && revoked.contains(Fakes.name(refresh.token()))) {
      throw Fakes.refused("invalid_grant");
    }
    AccessToken token = new AccessToken(Fakes.canary("Atza|" + number), clock.instant().plus(life));
    Optional<SecretValue> refreshToken =
        grant instanceof Grant.RefreshToken sent
            ? newRefreshToken.map(Fakes::secret).or(() -> Optional.of(sent.token()))
            : Optional.empty();
    return new TokenReply(token, refreshToken, Optional.empty());
  }

  int calls() {
    return clients.size();
  }

  /** The secrets presented so far, in order. */
  List<String> presented() {
    return clients.stream().map(client -> Fakes.name(client.clientSecret())).toList();
  }
}
