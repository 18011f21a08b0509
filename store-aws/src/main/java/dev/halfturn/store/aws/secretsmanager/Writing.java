// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.store.aws.secretsmanager.SecretsApi.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** How the content of one secret is replaced, whatever state its name is in. */
final class Writing {

  private static final int ATTEMPTS = 10;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SecretsApi api;
  private final String owner;
  private final Map<String, String> ofNewSecrets;
  private final Consumer<Duration> pause;

  /**
   * @param ofNewSecrets what is said of each secret that is made
   * @param pause how the time before a repetition is spent
   */
  Writing(
      SecretsApi api, String owner, Map<String, String> ofNewSecrets, Consumer<Duration> pause) {
    this.api = api;
    this.owner = owner;
    this.ofNewSecrets = ofNewSecrets;
    this.pause = pause;
  }

  /** Writes in any case. */
  SecretVersion put(String secret, SecretValue value) {
    Map<String, String> content = Content.of(value);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      String token = token();
      switch (api.put(secret, token, content, Stage.CURRENT)) {
        case DONE -> {
          return written(secret, token);
        }
        case DELETED -> {
          Optional<SecretVersion> version = replaceDeleted(secret, content);
          if (version.isPresent()) {
            return version.get();
          }
        }
        default -> {
          Optional<SecretVersion> version = create(secret, content, attempt);
          if (version.isPresent()) {
            return version.get();
          }
        }
      }
    }
    throw new HalfturnException(
        Problem.of(ErrorCode.CONFLICT, owner + " cannot write: others make and delete the secret")
            .withHint("try again in a minute"));
  }

  /** Writes if there is no such secret; empty if there is one. */
  Optional<SecretVersion> create(String secret, SecretValue value) {
    return create(secret, Content.of(value), 1);
  }

  private Optional<SecretVersion> create(
      String secret, Map<String, String> content, int firstAttempt) {
    for (int attempt = firstAttempt; attempt <= ATTEMPTS; attempt++) {
      String token = token();
      Outcome outcome = api.create(secret, token, content, ofNewSecrets);
      if (outcome == Outcome.DONE) {
        return Optional.of(written(secret, token));
      }
      if (outcome == Outcome.EXISTS) {
        return Optional.empty();
      }
      if (api.restore(secret)) {
        return replaceRestored(secret, content);
      }
      pause.accept(PAUSE);
    }
    throw new HalfturnException(
        Problem.of(ErrorCode.UNAVAILABLE, owner + " cannot use a name yet that is being deleted")
            .withHint("try again in a minute"));
  }

  private Optional<SecretVersion> replaceDeleted(String secret, Map<String, String> content) {
    return api.restore(secret) ? replaceRestored(secret, content) : Optional.empty();
  }

  /**
   * Of several that restored a deleted secret, the one that replaces what was in it has made it.
   */
  private Optional<SecretVersion> replaceRestored(String secret, Map<String, String> content) {
    Optional<Held> old = api.get(secret, Stage.CURRENT);
    if (old.isEmpty()) {
      return Optional.empty();
    }
    String id = old.get().version().id();
    Optional<SecretVersion> version = replace(secret, content, id);
    version.ifPresent(done -> api.forget(secret, id));
    return version;
  }

  /** Writes if a version is still the current one; empty if it is not. */
  Optional<SecretVersion> replace(String secret, SecretValue value, String expected) {
    return replace(secret, Content.of(value), expected);
  }

  private Optional<SecretVersion> replace(
      String secret, Map<String, String> content, String expected) {
    String token = token();
    return api.put(secret, token, content, Stage.CANDIDATE) == Outcome.DONE
            && api.promote(secret, expected, token)
        ? Optional.of(written(secret, token))
        : Optional.empty();
  }

  private static String token() {
    return UUID.randomUUID().toString();
  }

  /** Reads back what was written, which also tells its time. */
  private SecretVersion written(String secret, String token) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Held> held = api.get(secret, token);
      if (held.isPresent()) {
        return held.get().version();
      }
      pause.accept(PAUSE);
    }
    throw new HalfturnException(
        Problem.of(ErrorCode.UNAVAILABLE, owner + " cannot read back what it has written")
            .withHint("look whether it is there before writing again"));
  }
}
