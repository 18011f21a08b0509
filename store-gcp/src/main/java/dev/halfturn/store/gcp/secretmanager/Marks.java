// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.Secret;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes annotations whatever else happens to the secret meanwhile. */
final class Marks {

  private static final int ATTEMPTS = 20;

  private final SecretManagerCalls calls;

  Marks(SecretManagerCalls calls) {
    this.calls = calls;
  }

  /**
   * Changes annotations, if there is something to be changed. What others have annotated stays.
   *
   * @throws HalfturnException {@link ErrorCode#CONFLICT} if others change the secret all the time
   */
  void change(String secret, UnaryOperator<Annotations> change) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Secret> found = calls.get(secret);
      if (found.isEmpty()) {
        return;
      }
      Annotations changed = change.apply(Annotations.of(found.get()));
      if (!changed.isChanged()) {
        return;
      }
      try {
        calls.annotate(changed);
        return;
      } catch (ApiException e) {
        if (!SecretManagerCalls.isOvertaken(e)) {
          throw calls.failure(e);
        }
      }
    }
    throw busy();
  }

  HalfturnException busy() {
    return new HalfturnException(
        Problem.of(
                ErrorCode.CONFLICT,
                "others change a secret of " + calls.owner() + " faster than it can")
            .withHint("repeat it; who changes it all the time?"));
  }
}
