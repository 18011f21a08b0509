// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.azure.vault.VaultNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Replaces a version if nobody else was faster, which shows only afterwards: Key Vault compares
 * nothing. Who cannot prove that it was first says that it was not. The threads of one store take
 * turns, so that only processes race.
 */
final class VaultRaces {

  /**
   * What is older than a first value by more was there before somebody deleted the secret, and came
   * back with it. Whoever has looked before that and writes only now would not be noticed.
   */
  private static final Duration RIVALS_AGE = Duration.ofDays(1);

  private final VaultCalls calls;
  private final VaultNames names;
  private final VaultReads reads;
  private final VaultRequests requests;
  private final VaultWrites writes;
  private final Map<SecretName, ReentrantLock> turns = new ConcurrentHashMap<>();

  VaultRaces(
      VaultCalls calls,
      VaultNames names,
      VaultReads reads,
      VaultRequests requests,
      VaultWrites writes) {
    this.calls = calls;
    this.names = names;
    this.reads = reads;
    this.requests = requests;
    this.writes = writes;
  }

  /**
   * Replaces one version, or makes the first.
   *
   * @param expected what the vault calls the version to replace; empty if there is to be none
   * @return what is said of the version made; empty if somebody else was, or may have been, faster
   */
  Optional<SecretProperties> replace(
      SecretName name, SecretValue value, Optional<String> expected) {
    ReentrantLock turn = turns.computeIfAbsent(name, key -> new ReentrantLock());
    turn.lock();
    try {
      return raced(name, value, expected);
    } finally {
      turn.unlock();
    }
  }

  private Optional<SecretProperties> raced(
      SecretName name, SecretValue value, Optional<String> expected) {
    KeyVaultSecret request = requests.of(name, value);
    String raw = names.raw(name);
    Set<String> before =
        calls.versions(raw).stream().map(SecretProperties::getVersion).collect(Collectors.toSet());
    if (!reads.current(raw).map(VaultRaces::version).equals(expected)) {
      return Optional.empty();
    }
    SecretProperties made = writes.write(name, request);
    return writes.afterwards(
        name, () -> judged(name, made, others(raw, before, made, expected.isEmpty())));
  }

  private Optional<SecretProperties> judged(
      SecretName name, SecretProperties made, List<SecretProperties> others) {
    if (others.isEmpty()) {
      return Optional.of(made);
    }
    Optional<SecretProperties> current =
        reads.current(names.raw(name)).map(KeyVaultSecret::getProperties);
    if (current.filter(found -> isOurs(found, made)).isPresent()) {
      putBack(name, others.get(others.size() - 1)); // what ours has covered
      return Optional.empty();
    }
    Set<String> rivals =
        others.stream().map(SecretProperties::getVersion).collect(Collectors.toSet());
    current.map(SecretProperties::getVersion).ifPresent(rivals::remove); // written after ours
    return rivals.isEmpty() ? Optional.of(made) : Optional.empty();
  }

  /** What others have written since the first look and is in view, oldest first. */
  private List<SecretProperties> others(
      String raw, Set<String> before, SecretProperties made, boolean first) {
    Instant oldest = first ? VersionOrder.created(made).minus(RIVALS_AGE) : Instant.MIN;
    return calls.versions(raw).stream()
        .filter(VersionOrder::isEnabled)
        .filter(version -> !before.contains(version.getVersion()) && !isOurs(version, made))
        .filter(version -> !VersionOrder.created(version).isBefore(oldest))
        .sorted(VersionOrder.OLDEST_FIRST)
        .toList();
  }

  /** Or the same write, which the network has made twice. */
  private static boolean isOurs(SecretProperties version, SecretProperties made) {
    return version.getVersion().equals(made.getVersion())
        || OrderTag.of(made.getTags())
            .filter(tag -> OrderTag.of(version.getTags()).filter(tag::equals).isPresent())
            .isPresent();
  }

  /** If it is gone meanwhile, ours stays on top, and nobody can tell who was first. */
  private void putBack(SecretName name, SecretProperties covered) {
    KeyVaultSecret found =
        calls
            .get(names.raw(name), covered.getVersion())
            .secret()
            .orElseThrow(() -> writes.uncertain(name, Optional.empty()));
    writes.write(name, requests.of(name, SecretValue.ofUtf8(found.getValue())));
  }

  private static String version(KeyVaultSecret found) {
    return found.getProperties().getVersion();
  }
}
