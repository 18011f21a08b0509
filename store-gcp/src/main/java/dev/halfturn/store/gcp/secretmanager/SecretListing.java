// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.cloud.secretmanager.v1.Secret;
import dev.halfturn.spi.SecretName;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Which entries there are, by the list of secrets alone: no call is made for each. */
final class SecretListing {

  private final SecretManagerCalls calls;
  private final SecretIds ids;

  SecretListing(SecretManagerCalls calls, SecretIds ids) {
    this.calls = calls;
    this.ids = ids;
  }

  NavigableSet<SecretName> names(String prefix) {
    NavigableSet<SecretName> found = new TreeSet<>();
    for (Secret secret : calls.secrets()) {
      if (!secret.containsAnnotations(Annotations.DELETED)) {
        ids.entry(secret.getName().substring(secret.getName().lastIndexOf('/') + 1))
            .filter(name -> name.isWithin(prefix))
            .ifPresent(found::add);
      }
    }
    return found;
  }
}
