// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.SecretVersion;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.gcp.secretmanager.SecretWrites.Write;
import java.util.Optional;

/** Writes on no condition. */
final class SecretPuts {

  private final SecretManagerCalls calls;
  private final SecretIds ids;
  private final NewSecrets newSecrets;
  private final Looks looks;
  private final Marks marks;
  private final SecretWrites writes;
  private final OldVersions oldVersions;

  SecretPuts(SecretManagerParts parts) {
    calls = parts.calls();
    ids = parts.ids();
    newSecrets = parts.newSecrets();
    looks = parts.looks();
    marks = parts.marks();
    writes = parts.writes();
    oldVersions = parts.oldVersions();
  }

  /** Looks at the secret first: only so a lost answer can be made up for. */
  SecretVersion put(SecretName name, SecretValue value) {
    String id = ids.id(name);
    String secret = calls.secret(id);
    Payloads.of(name, value);
    Optional<Look> look = looks.at(secret);
    if (look.isEmpty()) {
      create(id);
    } else if (look.get().isMarkedDeleted()) {
      marks.change(secret, annotations -> annotations.without(Annotations.DELETED));
    }
    SecretVersion added =
        writes.add(new Write(name, secret, value, look.map(Look::newest).orElse(0L)));
    oldVersions.leave(secret, added);
    return added;
  }

  private void create(String id) {
    try {
      calls.create(id, newSecrets.plain());
    } catch (ApiException e) {
      if (!SecretManagerCalls.is(e, SecretManagerCalls.ALREADY_EXISTS)) {
        throw calls.failure(e);
      }
    }
  }
}
