// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Credentials in memory, by short names; each application of a test has the same ones. */
final class FakeStore implements CredentialReader {

  final AtomicInteger clientReads = new AtomicInteger();
  final AtomicInteger refreshTokenReads = new AtomicInteger();
  final AtomicInteger readsOfBoth = new AtomicInteger();
  final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
  volatile String current = "current";
  volatile List<String> inbox = List.of();
  volatile Optional<String> previous = Optional.empty();
  volatile List<String> refused = List.of();

  /** Runs when the client secrets have been read, and are not handed over yet. */
  volatile Runnable onClientRead = () -> {};

  /** Thrown by every call, if set. */
  volatile Optional<HalfturnException> failure = Optional.empty();

  /** Thrown by writing only, if set. */
  volatile Optional<HalfturnException> writeFailure = Optional.empty();

  @Override
  public StoredClient client(String app) {
    clientReads.incrementAndGet();
    fail(failure);
    StoredClient read =
        new StoredClient(
            "id-of-" + app,
            Fakes.secret(current),
            inbox.stream().map(Fakes::secret).toList(),
            previous.map(Fakes::secret),
            refused.stream().map(Fakes::secret).toList());
    onClientRead.run();
    return read;
  }

  @Override
  public SecretValue refreshToken(String app, String seller) {
    refreshTokenReads.incrementAndGet();
    fail(failure);
    return Fakes.secret(refreshTokens.getOrDefault(seller, "Atzr|" + app + "/" + seller));
  }

  @Override
  public StoredSeller seller(String app, String seller) {
    readsOfBoth.incrementAndGet();
    return CredentialReader.super.seller(app, seller);
  }

  @Override
  public void replaceRefreshToken(
      String app, String seller, SecretValue used, SecretValue replacement) {
    fail(failure);
    fail(writeFailure);
    refreshTokens.put(seller, Fakes.name(replacement));
  }

  private static void fail(Optional<HalfturnException> failure) {
    failure.ifPresent(
        e -> {
          throw e;
        });
  }
}
