// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.cloud.secretmanager.v1.SecretVersion;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.store.gcp.secretmanager.SecretManagerCalls.Payload;
import java.util.List;
import java.util.Optional;

/**
 * How values are read. The current one is that of the newest version that is enabled, which nearly
 * always is the newest: that one is asked for first. What arrives is compared with its checksum.
 */
final class SecretReads {

  private final SecretManagerCalls calls;
  private final SecretIds ids;
  private final Looks looks;
  private final OwnWrites ownWrites;

  SecretReads(SecretManagerCalls calls, SecretIds ids, Looks looks, OwnWrites ownWrites) {
    this.calls = calls;
    this.ids = ids;
    this.looks = looks;
    this.ownWrites = ownWrites;
  }

  Optional<StoredSecret> find(SecretName name) {
    String secret = calls.secret(ids.id(name));
    Optional<Payload> latest;
    try {
      latest = whole(secret, Versions.LATEST);
    } catch (NotEnabledException e) {
      return findBelow(name, secret);
    }
    return latest.map(Payload::number).orElse(0L) < ownWrites.newest(secret)
        ? findBelow(name, secret)
        : found(name, secret, latest);
  }

  private Optional<StoredSecret> findBelow(SecretName name, String secret) {
    Optional<SecretVersion> enabled = looks.newestEnabled(secret, Long.MAX_VALUE);
    return enabled.isEmpty()
        ? Optional.empty()
        : whole(secret, Long.toString(Versions.number(enabled.get())))
            .map(payload -> stored(name, enabled.get(), payload));
  }

  Optional<StoredSecret> find(SecretName name, long number) {
    String secret = calls.secret(ids.id(name));
    return found(name, secret, ifEnabled(secret, number));
  }

  /** The payload of a version, if that is enabled. */
  Optional<Payload> ifEnabled(String secret, long number) {
    try {
      return whole(secret, Long.toString(number));
    } catch (NotEnabledException e) {
      if (calls.version(secret, Long.toString(number)).filter(Versions::isEnabled).isPresent()) {
        throw e; // not for its state: the key that decrypts it is not to be had, perhaps
      }
      return Optional.empty();
    }
  }

  List<dev.halfturn.spi.SecretVersion> versions(SecretName name) {
    return calls.versions(calls.secret(ids.id(name))).stream()
        .filter(Versions::isEnabled)
        .map(Versions::shown)
        .toList();
  }

  private Optional<StoredSecret> found(SecretName name, String secret, Optional<Payload> payload) {
    return payload.flatMap(
        read ->
            calls
                .version(secret, Long.toString(read.number()))
                .map(version -> stored(name, version, read)));
  }

  private static StoredSecret stored(SecretName name, SecretVersion version, Payload payload) {
    return new StoredSecret(name, Versions.shown(version), Payloads.value(payload.payload()));
  }

  /**
   * A payload as the service has sent it.
   *
   * @throws HalfturnException {@link ErrorCode#CORRUPT} if it arrives damaged, twice
   */
  Optional<Payload> whole(String secret, String id) {
    Optional<Payload> first = calls.access(secret, id);
    if (first.isEmpty() || Payloads.isWhole(first.get().payload())) {
      return first;
    }
    Optional<Payload> second = calls.access(secret, id);
    if (second.isEmpty() || Payloads.isWhole(second.get().payload())) {
      return second;
    }
    throw new HalfturnException(
        Problem.of(
                ErrorCode.CORRUPT,
                calls.owner()
                    + " got version "
                    + second.get().number()
                    + " of a secret from Secret Manager damaged or without checksum, twice")
            .withHint("what changes answers on their way, a proxy perhaps?"));
  }
}
