// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Several secrets at once, by as few calls as AWS and the caller's rights allow. */
final class Reading {

  private final SecretsApi api;

  /** Whether the right for several at once was found to be missing. */
  private volatile boolean oneByOne;

  Reading(SecretsApi api) {
    this.api = api;
  }

  /**
   * The current versions of those that exist.
   *
   * @param secrets names and ARNs
   * @return by what was asked for
   */
  Map<String, Held> all(Collection<String> secrets) {
    Map<String, Held> found = new HashMap<>();
    List<String> left = new ArrayList<>(secrets);
    while (left.size() > 1 && !oneByOne) {
      List<String> batch = left.subList(0, Math.min(left.size(), SecretsApi.MAX_BATCH));
      Optional<List<Held>> held = api.batch(List.copyOf(batch));
      if (held.isEmpty()) {
        oneByOne = true;
        break;
      }
      held.get().forEach(one -> add(found, batch, one));
      batch.clear();
    }
    for (String secret : left) {
      api.get(secret, Stage.CURRENT).ifPresent(held -> found.put(secret, held));
    }
    return found;
  }

  private static void add(Map<String, Held> found, List<String> batch, Held held) {
    batch.stream()
        .filter(secret -> secret.equals(held.name()) || secret.equals(held.arn()))
        .forEach(secret -> found.put(secret, held));
  }
}
