// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.store.azure.call.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One value made one version, and that certain: each is read back. When the answer is lost nobody
 * knows whether the version was made; then it is looked for by its tag, never written again.
 */
final class VaultWrites {

  private static final String UNKNOWN = "DURABILITY_UNKNOWN";
  private static final Duration FIRST_LOOK = Duration.ofMillis(200);
  private static final int LOOKS = 3;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int FIRST_FAULT = 500;

  private final VaultCalls calls;
  private final NameHolding holding;

  VaultWrites(VaultCalls calls, NameHolding holding) {
    this.calls = calls;
    this.holding = holding;
  }

  /**
   * Writes, once.
   *
   * @return what is said of the version made
   * @throws HalfturnException {@code DURABILITY_UNKNOWN} if it is not certain that there is one;
   *     anything else means that nothing was written
   */
  SecretProperties write(SecretName name, KeyVaultSecret request) {
    if (Thread.currentThread().isInterrupted()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.UNAVAILABLE,
                  "INTERRUPTED",
                  calls.owner() + " was told to stop before it wrote '" + name + "'")
              .withHint("repeat it: nothing was written"));
    }
    KeyVaultSecret made;
    try {
      made = holding.set(name, request);
    } catch (HalfturnException e) {
      throw e;
    } catch (RuntimeException e) {
      HalfturnException failure = calls.failure(e);
      if (wasRefused(e, failure)) {
        throw failure;
      }
      return afterwards(name, () -> lost(name, request, failure));
    }
    return afterwards(name, () -> confirmed(name, request, made.getProperties().getVersion()));
  }

  /** Whether it is certain that nothing was written: somebody has said so. */
  private static boolean wasRefused(RuntimeException e, HalfturnException failure) {
    return failure.code() == ErrorCode.UNAUTHENTICATED
        || VaultCalls.refusal(e)
            .map(Refusal::status)
            .filter(status -> status < FIRST_FAULT && status != REQUEST_TIMEOUT)
            .isPresent();
  }

  /**
   * What follows a write. A thread that was told to stop stops behind it.
   *
   * @throws HalfturnException {@code DURABILITY_UNKNOWN} whatever fails
   */
  <R> R afterwards(SecretName name, Supplier<R> work) {
    try {
      return Uninterrupted.call(work);
    } catch (HalfturnException e) {
      throw e.reason().equals(UNKNOWN) ? e : uncertain(name, e);
    }
  }

  private SecretProperties confirmed(SecretName name, KeyVaultSecret request, String version) {
    Duration next = FIRST_LOOK;
    for (int look = 1; look <= LOOKS; look++) {
      Optional<KeyVaultSecret> found =
          calls
              .get(request.getName(), version)
              .secret()
              .filter(secret -> secret.getValue().equals(request.getValue()));
      if (found.isPresent()) {
        return found.get().getProperties();
      }
      next = pause(look, next);
    }
    throw uncertain(name, Optional.empty());
  }

  /**
   * Looks for a version that was made although no answer came, or an answer that says too little.
   */
  private SecretProperties lost(
      SecretName name, KeyVaultSecret request, HalfturnException failure) {
    Duration next = FIRST_LOOK;
    for (int look = 1; look <= LOOKS; look++) {
      Optional<SecretProperties> found = lookFor(request);
      if (found.isPresent()) {
        return confirmed(name, request, found.get().getVersion());
      }
      next = pause(look, next);
    }
    throw uncertain(name, failure);
  }

  private Optional<SecretProperties> lookFor(KeyVaultSecret request) {
    Optional<SecretProperties> current =
        calls
            .get(request.getName(), null)
            .secret()
            .map(KeyVaultSecret::getProperties)
            .filter(found -> isOf(request, found));
    return current.isPresent()
        ? current
        : calls.versions(request.getName()).stream()
            .filter(found -> isOf(request, found))
            .findFirst();
  }

  private static boolean isOf(KeyVaultSecret request, SecretProperties found) {
    return OrderTag.of(found.getTags()).equals(OrderTag.of(request.getProperties().getTags()));
  }

  private Duration pause(int look, Duration time) {
    if (look < LOOKS) {
      calls.pause(time);
    }
    return time.multipliedBy(2);
  }

  /** What is not certain because of a failure: who may repeat it must look before. */
  private HalfturnException uncertain(SecretName name, HalfturnException failure) {
    return uncertain(name, failure.code().retryable() ? Optional.empty() : failure.hint());
  }

  /** That it is not certain what became of a write. */
  HalfturnException uncertain(SecretName name, Optional<String> hint) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.UNAVAILABLE,
                UNKNOWN,
                calls.owner()
                    + " was given '"
                    + name
                    + "', but it is not certain that Key Vault keeps it")
            .withHint(hint.orElse("look whether it is there before you write it again")));
  }
}
