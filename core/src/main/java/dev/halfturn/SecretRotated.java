// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.rotation.Fingerprint;
import java.time.Instant;
import java.util.Objects;

/**
 * That the current client secret of an application has become another one. Holds no secret.
 *
 * @param app the application
 * @param fingerprint which secret it is now
 * @param noticedAt when this process noticed it, UTC; when it happened, another one may know better
 */
public record SecretRotated(String app, Fingerprint fingerprint, Instant noticedAt) {
  public SecretRotated {
    Objects.requireNonNull(app);
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(noticedAt);
  }
}
