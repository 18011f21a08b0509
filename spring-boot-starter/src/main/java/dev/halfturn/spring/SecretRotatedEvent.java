// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.rotation.Fingerprint;
import java.time.Instant;
import java.util.Objects;

/**
 * Published to the application after the client secret of one of its LWA applications has become
 * another one: replaced or rolled back by this process, or found changed when it was looked at.
 * Whoever takes tokens from Halfturn need not care.
 *
 * <p>Listeners are called on the thread that noticed; what they throw is logged and does no harm to
 * a rotation.
 *
 * @param app whose secret
 * @param fingerprint which secret it is now, without showing it
 * @param noticedAt when that was noticed, UTC
 */
public record SecretRotatedEvent(String app, Fingerprint fingerprint, Instant noticedAt) {
  public SecretRotatedEvent {
    Objects.requireNonNull(app);
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(noticedAt);
  }
}
