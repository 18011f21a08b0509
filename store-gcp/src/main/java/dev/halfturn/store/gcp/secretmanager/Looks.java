// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion;
import java.util.Optional;

/** How the state of a secret is seen, before it is changed. Reads no value. */
final class Looks {

  private final SecretManagerCalls calls;

  Looks(SecretManagerCalls calls) {
    this.calls = calls;
  }

  /** Empty if there is no such secret. The secret is read before its versions. */
  Optional<Look> at(String secret) {
    Optional<Secret> found = calls.get(secret);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<SecretVersion> latest = calls.version(secret, Versions.LATEST);
    return Optional.of(
        new Look(
            found.get(),
            latest.map(Versions::number).orElse(0L),
            latest.isEmpty() || Versions.isEnabled(latest.get())
                ? latest
                : newestEnabled(secret, Long.MAX_VALUE)));
  }

  /** The newest enabled version below a number. */
  Optional<SecretVersion> newestEnabled(String secret, long below) {
    return calls.versions(secret).stream()
        .filter(version -> Versions.isEnabled(version) && Versions.number(version) < below)
        .findFirst();
  }
}
