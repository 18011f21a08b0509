// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.store.azure.call.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Writes where somebody else has deleted the secret, which still holds its name: it is brought back
 * first, never purged, and whoever deletes or recovers it at the moment is waited for.
 */
final class NameHolding {

  private static final String DELETED = "ObjectIsDeletedButRecoverable";
  private static final Set<String> PASSING =
      Set.of("ObjectIsBeingDeleted", "ObjectIsBeingRecovered");
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final VaultCalls calls;
  private final String vault;

  /**
   * @param vault its name, for people
   */
  NameHolding(VaultCalls calls, String vault) {
    this.calls = calls;
    this.vault = vault;
  }

  /**
   * Makes one version.
   *
   * @throws HalfturnException {@link ErrorCode#CONFLICT} if the name stays held
   * @throws RuntimeException anything else as it comes
   */
  KeyVaultSecret set(SecretName name, KeyVaultSecret request) {
    Duration waited = Duration.ZERO;
    Duration next = FIRST_WAIT;
    while (true) {
      try {
        return calls.set(request);
      } catch (RuntimeException e) {
        String state = VaultCalls.refusal(e).map(Refusal::name).orElse("");
        if (state.equals(DELETED)) {
          recover(name, request.getName());
        } else if (!PASSING.contains(state)) {
          throw e;
        }
      }
      if (waited.plus(next).compareTo(calls.timeout()) > 0) {
        throw held(name, request.getName(), "and does not come back in time");
      }
      calls.pause(next);
      waited = waited.plus(next);
      next = next.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : next.multipliedBy(2);
    }
  }

  private void recover(SecretName name, String raw) {
    try {
      calls.recover(raw);
    } catch (RuntimeException e) {
      HalfturnException failure = calls.failure(e);
      Optional<Refusal> refusal = VaultCalls.refusal(e);
      if (failure.code() == ErrorCode.PERMISSION_DENIED) {
        throw held(name, raw, "and may not be recovered with these rights");
      }
      if (refusal.isEmpty()
          || !(failure.code() == ErrorCode.NOT_FOUND || PASSING.contains(refusal.get().name()))) {
        throw failure; // else somebody else is at it
      }
    }
  }

  private HalfturnException held(SecretName name, String raw, String why) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.CONFLICT, "the secret of '" + name + "' was deleted by somebody, " + why)
            .withHint("az keyvault secret recover --vault-name " + vault + " --name " + raw));
  }
}
