// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A secret, and its versions as they were after that: who changes the secret under this etag knows
 * that nobody else has claimed a version since.
 *
 * @param secret without versions
 * @param newest number of the version that was created last, 0 if there is none
 * @param current the newest one that is enabled
 */
record Look(Secret secret, long newest, Optional<SecretVersion> current) {

  boolean isMarkedDeleted() {
    return secret.containsAnnotations(Annotations.DELETED);
  }

  Optional<Claim> claim() {
    return Optional.ofNullable(secret.getAnnotationsMap().get(Claim.ANNOTATION))
        .flatMap(Claim::parse);
  }

  OptionalLong currentNumber() {
    return current.isPresent()
        ? OptionalLong.of(Versions.number(current.get()))
        : OptionalLong.empty();
  }
}
