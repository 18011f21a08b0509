// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import dev.halfturn.testbed.azure.VaultSecret.State;
import dev.halfturn.testbed.azure.VaultVersion.Attributes;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The secrets of a vault, as those who work at the portal see and change them. Names are the same
 * in upper and lower case and are shown as they were first written. Thread-safe.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates">objects,
 *     names and versions</a>
 */
public final class VaultSecrets {

  private static final int ID_BYTES = 16;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final SortedMap<String, VaultSecret> byKey = new TreeMap<>();
  private int passing;

  /**
   * @param clock whose whole seconds versions bear
   */
  public VaultSecrets(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * How many calls that name a secret find it being deleted, or being recovered, before it is; none
   * unless set.
   */
  public synchronized void passing(int calls) {
    passing = calls;
  }

  /** Writes a version as somebody at the portal does, and returns its id. */
  public String set(String name, String value) {
    return set(name, value, Optional.empty(), Map.of(), Attributes.NONE).id();
  }

  /**
   * A new version, which becomes the current one.
   *
   * @see <a href="https://learn.microsoft.com/rest/api/keyvault/secrets/set-secret/set-secret">Set
   *     Secret</a>
   */
  synchronized VaultVersion set(
      String name,
      String value,
      Optional<String> contentType,
      Map<String, String> tags,
      Attributes attributes) {
    VaultSecret secret = byKey.computeIfAbsent(key(name), key -> new VaultSecret(name));
    requireThere(secret);
    Instant now = now();
    VaultVersion version =
        new VaultVersion(newId(), value, contentType, Map.copyOf(tags), attributes, now, now);
    secret.versions.add(version);
    return version;
  }

  private static void requireThere(VaultSecret secret) {
    if (secret.state != State.THERE) {
      throw new VaultRefusal(VaultErrors.conflict(secret.name, secret.state.inner()));
    }
  }

  /** The versions of a secret that is there, oldest first; the last one is the current one. */
  public synchronized List<VaultVersion> versions(String name) {
    return there(name).map(secret -> List.copyOf(secret.versions)).orElse(List.of());
  }

  /** The values of all versions, oldest first, disabled ones too. */
  public List<String> values(String name) {
    return versions(name).stream().map(VaultVersion::value).toList();
  }

  /** The version that a reader gets who names none. */
  public VaultVersion current(String name) {
    List<VaultVersion> versions = versions(name);
    return versions.get(versions.size() - 1);
  }

  /** Takes a version out of use, or back into it, as somebody at the portal does. */
  public synchronized void enable(String name, String version, boolean enabled) {
    change(name, version, found -> found.enabled(enabled, now()));
  }

  synchronized Optional<VaultVersion> change(
      String name, String version, UnaryOperator<VaultVersion> change) {
    Optional<VaultSecret> secret = there(name);
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    List<VaultVersion> versions = secret.get().versions;
    for (int i = 0; i < versions.size(); i++) {
      if (versions.get(i).id().equals(version)) {
        versions.set(i, change.apply(versions.get(i)));
        return Optional.of(versions.get(i));
      }
    }
    return Optional.empty();
  }

  /**
   * Deletes a secret softly, with all its versions: the name stays taken.
   *
   * @return whether there was one
   * @see <a
   *     href="https://learn.microsoft.com/rest/api/keyvault/secrets/delete-secret/delete-secret">Delete
   *     Secret</a>
   */
  public synchronized boolean delete(String name) {
    Optional<VaultSecret> secret = there(name);
    secret.ifPresent(
        found -> {
          found.deleted = now();
          found.begin(State.BEING_DELETED, passing);
        });
    return secret.isPresent();
  }

  /** Begins to bring a deleted secret back. */
  synchronized boolean recover(String name) {
    Optional<VaultSecret> secret = deleted(name);
    secret.ifPresent(found -> found.begin(State.BEING_RECOVERED, passing));
    return secret.isPresent();
  }

  /** Ends a deleted secret for ever, which frees its name. */
  synchronized boolean purge(String name) {
    return deleted(name).map(found -> byKey.remove(key(name))).isPresent();
  }

  /** Whether a secret can be recovered. */
  public boolean isDeleted(String name) {
    return deleted(name).isPresent();
  }

  /** One more call that names it; the secret as it is before. */
  synchronized void touch(String name) {
    Optional.ofNullable(byKey.get(key(name))).ifPresent(VaultSecret::pass);
  }

  synchronized Optional<VaultSecret> any(String name) {
    return Optional.ofNullable(byKey.get(key(name)));
  }

  synchronized Optional<VaultSecret> there(String name) {
    return any(name).filter(secret -> secret.state == State.THERE);
  }

  synchronized Optional<VaultSecret> deleted(String name) {
    return any(name).filter(secret -> secret.state == State.DELETED);
  }

  /** All in one state, by name. */
  synchronized List<VaultSecret> all(State state) {
    return byKey.values().stream().filter(secret -> secret.state == state).toList();
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
