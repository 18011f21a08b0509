// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.cloud.secretmanager.v1.Secret;
import java.util.SortedMap;
import java.util.TreeMap;

/** Changes of a secret's annotations that leave those of others as they are. */
final class Annotations {

  /** Says that the entry is not there, so that a list of secrets tells. */
  static final String DELETED = "halfturn-deleted";

  /** When the current value ends to be valid: for people, nothing here reads it. */
  static final String EXPIRES_AT = "halfturn-expires-at";

  private final Secret secret;
  private final SortedMap<String, String> all;

  private Annotations(Secret secret) {
    this.secret = secret;
    this.all = new TreeMap<>(secret.getAnnotationsMap());
  }

  static Annotations of(Secret secret) {
    return new Annotations(secret);
  }

  Annotations with(String key, String value) {
    all.put(key, value);
    return this;
  }

  Annotations without(String key) {
    all.remove(key);
    return this;
  }

  boolean isChanged() {
    return !all.equals(secret.getAnnotationsMap());
  }

  /** What to update the secret with, under the etag that was seen. */
  Secret update() {
    return Secret.newBuilder()
        .setName(secret.getName())
        .setEtag(secret.getEtag())
        .putAllAnnotations(all)
        .build();
  }
}
