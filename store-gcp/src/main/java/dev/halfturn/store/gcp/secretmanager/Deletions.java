// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import dev.halfturn.spi.SecretName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How an entry is taken away: its versions are disabled, the newest last, so that no older one ever
 * becomes current; the secret stays, with a mark, so that no number is used twice.
 */
final class Deletions {

  private static final int ROUNDS = 10;

  private final SecretManagerCalls calls;
  private final SecretIds ids;
  private final Looks looks;
  private final Marks marks;
  private final boolean destroying;

  Deletions(SecretManagerParts parts, boolean destroying) {
    calls = parts.calls();
    ids = parts.ids();
    looks = parts.looks();
    marks = parts.marks();
    this.destroying = destroying;
  }

  void delete(SecretName name) {
    String secret = calls.secret(ids.id(name));
    Optional<Look> look = looks.at(secret);
    if (look.isEmpty()) {
      return;
    }
    disableAll(secret);
    if (destroying) {
      destroyAll(secret);
    }
    marks.change(
        secret,
        annotations ->
            annotations.with(Annotations.DELETED, "true").without(Annotations.EXPIRES_AT));
    if (looks.latest(secret).filter(Versions::isEnabled).isPresent()) {
      marks.change(secret, annotations -> annotations.without(Annotations.DELETED));
    }
  }

  private void disableAll(String secret) {
    for (int round = 0; round < ROUNDS; round++) {
      List<SecretVersion> enabled = oldestFirst(secret, State.ENABLED);
      if (enabled.isEmpty() || isDone(enabled)) {
        return;
      }
    }
    throw marks.busy();
  }

  /** False if somebody has changed one of them meanwhile. */
  private boolean isDone(List<SecretVersion> enabled) {
    try {
      enabled.forEach(calls::disable);
      return true;
    } catch (ApiException e) {
      if (SecretManagerCalls.isOvertaken(e)) {
        return false;
      }
      throw calls.failure(e);
    }
  }

  private void destroyAll(String secret) {
    for (SecretVersion version : oldestFirst(secret, State.DISABLED)) {
      try {
        calls.destroy(version);
      } catch (ApiException e) {
        if (!SecretManagerCalls.isOvertaken(e)) {
          throw calls.failure(e);
        }
      }
    }
  }

  private List<SecretVersion> oldestFirst(String secret, State state) {
    List<SecretVersion> found = new ArrayList<>(calls.versions(secret));
    found.removeIf(version -> version.getState() != state);
    Collections.reverse(found);
    return found;
  }
}
