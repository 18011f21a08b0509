// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.token.CredentialEvent;
import dev.halfturn.token.SecretOrigin;
import dev.halfturn.token.SecretUseListener;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The applications all of whose stored client secrets Amazon has refused last. Thread-safe. */
final class CredentialNews implements CredentialListener, SecretUseListener {

  private final Set<String> rejected = ConcurrentHashMap.newKeySet();

  /** Something about stored credentials was noticed. */
  @Override
  public void noticed(CredentialEvent event) {
    if (event instanceof CredentialEvent.CredentialRejected) {
      rejected.add(event.app());
    }
  }

  @Override
  public void used(String app, SecretOrigin origin) {
    rejected.remove(app);
  }

  SortedSet<String> rejected() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(rejected));
  }
}
