// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.cloud.secretmanager.v1.Secret;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which entries there are, by the list of secrets: no call is made for each. Only those that are
 * marked as deleted are looked at, since one may have been written while it was deleted.
 */
final class SecretListing {

  private final SecretManagerCalls calls;
  private final SecretIds ids;
  private final Looks looks;

  SecretListing(SecretManagerParts parts) {
    calls = parts.calls();
    ids = parts.ids();
    looks = parts.looks();
  }

  NavigableSet<SecretName> names(String prefix) {
    NavigableSet<SecretName> found = new TreeSet<>();
    for (Secret secret : calls.secrets()) {
      ids.entry(id(secret))
          .filter(name -> name.isWithin(prefix) && !isDeleted(secret))
          .ifPresent(found::add);
    }
    return found;
  }

  /** The mark is believed where more may not be seen. */
  private boolean isDeleted(Secret secret) {
    if (!secret.containsAnnotations(Annotations.DELETED)) {
      return false;
    }
    try {
      return looks.newestEnabled(calls.secret(id(secret)), Long.MAX_VALUE).isEmpty();
    } catch (HalfturnException e) {
      if (e.code() == ErrorCode.PERMISSION_DENIED) {
        return true;
      }
      throw e;
    }
  }

  private static String id(Secret secret) {
    return secret.getName().substring(secret.getName().lastIndexOf('/') + 1);
  }
}
