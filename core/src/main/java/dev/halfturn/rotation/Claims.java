// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.CreateOnlySecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sees to it that of several processes one asks Amazon for a new secret. On a store that compares,
 * the rotation record itself is the claim. On one that only creates, each attempt has an entry that
 * exactly one of them makes. On any other, one instance must be named that rotates.
 */
final class Claims {

  /** After that the holder is taken for dead. */
  static final Duration LEASE = Duration.ofMinutes(30);

  private final RotationContext context;

  Claims(RotationContext context) {
    this.context = context;
  }

  /**
   * Returns if this store, or the configuration, keeps two processes apart.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code OWNER_NEEDED}
   */
  void require() {
    if (!isPossible()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "OWNER_NEEDED",
                  "store '"
                      + context.secrets().storeName()
                      + "' cannot keep two instances apart, so rotations do not go by themselves")
              .withHint("name the one that makes them in rotation.owner"));
    }
  }

  boolean isPossible() {
    return comparesRecord() || createsClaims() || context.ownership().owner().isPresent();
  }

  /**
   * Claims the next attempt.
   *
   * @param last the attempt that the record knows of, 0 if none
   * @param now by Amazon's clock
   * @return its number
   * @throws HalfturnException {@link ErrorCode#CONFLICT}, reason {@code CLAIMED}, while somebody
   *     else has it
   */
  int take(Snapshot seen, int last, String owner, Instant now) {
    int attempt = last + 1;
    if (!createsClaims()) {
      return attempt;
    }
    SecretValue text = SecretValue.ofUtf8("{\"v\":1,\"owner\":\"" + owner + "\"}");
    while (true) {
      SecretName name = CredentialNames.claim(seen.app(), seen.current().version().id(), attempt);
      if (context.secrets().putIfUnchanged(name, text, Optional.empty())) {
        return attempt;
      }
      Optional<StoredSecret> holder = context.secrets().find(name);
      if (holder.isPresent() && isAlive(holder.get(), now)) {
        throw new HalfturnException(
            Problem.of(
                    ErrorCode.CONFLICT,
                    "CLAIMED",
                    "another process rotates application '" + seen.app() + "' already")
                .withHint("let it finish, or try again in half an hour"));
      }
      attempt++;
    }
  }

  /** Removes an application's claims, once their rotation is settled. */
  void release(String app) {
    if (createsClaims()) {
      context.secrets().names(CredentialNames.rotation(app).value()).stream()
          .filter(name -> CredentialNames.isClaim(app, name))
          .forEach(context.secrets()::delete);
    }
  }

  private static boolean isAlive(StoredSecret claim, Instant now) {
    return claim.version().createdAt().plus(LEASE).isAfter(now);
  }

  private boolean comparesRecord() {
    return context.secrets().capability(ConditionalSecretStore.class).isPresent();
  }

  /** Without noticing races the record itself would be anybody's. */
  private boolean createsClaims() {
    return !comparesRecord()
        && context.secrets().capability(CreateOnlySecretStore.class).isPresent()
        && context.secrets().capability(RaceDetectingSecretStore.class).isPresent();
  }
}
