// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.store.aws.secretsmanager.AppCredentials.Member;
import java.util.Optional;

/**
 * How one member of a secret is replaced. The rest of the secret may be changed by others at the
 * same time, so each change is made on the version that was read, or not at all and again.
 */
final class MemberWriting {

  private static final int ATTEMPTS = 10;

  private final String owner;
  private final SecretsApi api;
  private final Writing writing;
  private final int recoveryDays;

  MemberWriting(String owner, SecretsApi api, Writing writing, int recoveryDays) {
    this.owner = owner;
    this.api = api;
    this.writing = writing;
    this.recoveryDays = recoveryDays;
  }

  SecretVersion put(String secret, Member member, SecretValue value) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Held> held = api.get(secret, Stage.CURRENT);
      Optional<SecretVersion> version =
          held.isPresent()
              ? change(held.get(), secret, member, value)
              : writing.create(secret, alone(secret, member, value));
      if (version.isPresent()) {
        return version.get();
      }
    }
    throw overtaken(secret);
  }

  Optional<SecretVersion> putIfAbsent(String secret, Member member, SecretValue value) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Held> held = api.get(secret, Stage.CURRENT);
      if (held.isPresent() && has(held.get(), secret, member)) {
        return Optional.empty();
      }
      Optional<SecretVersion> version =
          held.isPresent()
              ? change(held.get(), secret, member, value)
              : writing.create(secret, alone(secret, member, value));
      if (version.isPresent()) {
        return version;
      }
    }
    throw overtaken(secret);
  }

  Optional<SecretVersion> replace(
      String secret, Member member, SecretValue value, String expected) {
    return api.get(secret, Stage.CURRENT)
        .filter(held -> held.version().id().equals(expected) && has(held, secret, member))
        .flatMap(held -> change(held, secret, member, value));
  }

  /** Without the member; the secret goes with the last of its members. */
  void delete(String secret, Member member) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Held> held = api.get(secret, Stage.CURRENT);
      if (held.isEmpty() || !has(held.get(), secret, member)) {
        return;
      }
      AppCredentials rest = AppCredentials.read(secret, held.get().content()).without(member);
      if (rest.isEmpty()) {
        api.delete(secret, recoveryDays);
        return;
      }
      String old = held.get().version().id();
      if (writing.replace(secret, rest.content(), old).isPresent()) {
        api.forget(secret, old);
        return;
      }
    }
    throw overtaken(secret);
  }

  private static boolean has(Held held, String secret, Member member) {
    return AppCredentials.read(secret, held.content()).get(member).isPresent();
  }

  private static SecretValue alone(String secret, Member member, SecretValue value) {
    return AppCredentials.none(secret).with(member, value).content();
  }

  private Optional<SecretVersion> change(
      Held held, String secret, Member member, SecretValue value) {
    AppCredentials changed = AppCredentials.read(secret, held.content()).with(member, value);
    return writing.replace(secret, changed.content(), held.version().id());
  }

  private HalfturnException overtaken(String secret) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.CONFLICT, owner + " is overtaken each time it changes '" + secret + "'")
            .withHint("see who else writes this secret"));
  }
}
