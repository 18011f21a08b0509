// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all parts of the cache share.
 *
 * @param kept tokens that other processes have exchanged
 * @param nanos {@link System#nanoTime()}
 * @param glance the same, perhaps a little late
 * @param changes told of an application whose client secret is another one by now
 */
record Surroundings(
    Exchanger exchange,
    Optional<KeptTokens> kept,
    CredentialReader reader,
    InstantSource clock,
    LongSupplier nanos,
    LongSupplier glance,
    RandomGenerator random,
    Consumer<CredentialEvent> listener,
    SecretUseListener uses,
    Consumer<String> changes) {

  private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);

  long now() {
    return nanos.getAsLong();
  }

  void report(CredentialEvent event) {
    log.warn("{}", event);
    listener.accept(event);
  }
}
