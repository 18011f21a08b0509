// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The entries of one generation of a store: names, versions, values. Immutable and thread-safe;
 * changing makes another. They stay in their encoded form, and a value is decoded when it is asked
 * for.
 *
 * <p>The id of a version is its sequence number in decimal; numbers of a name are never used again,
 * not even after the entry was deleted.
 */
public final class Entries {

  private static final Entries EMPTY = new EntriesBuilder(0, 0).build();

  private final byte[] plaintext;

  // where each entry begins; one more for the place behind the last and its comma
  private final int[] starts;

  Entries(byte[] ownedPlaintext, int[] ownedStarts) {
    this.plaintext = ownedPlaintext;
    this.starts = ownedStarts;
  }

  /** No entry at all. */
  public static Entries empty() {
    return EMPTY;
  }

  /** The current version of an entry with its value; empty if it does not exist. */
  public Optional<StoredSecret> find(SecretName name) {
    return encoded(name).newest().map(version -> decode(name, version));
  }

  /** One version of an entry with its value; empty if it does not exist (any more). */
  public Optional<StoredSecret> find(SecretName name, String versionId) {
    return encoded(name).versions().stream()
        .filter(version -> describe(version).id().equals(versionId))
        .findFirst()
        .map(version -> decode(name, version));
  }

  /** The current version of an entry; empty if it does not exist. */
  public Optional<SecretVersion> version(SecretName name) {
    return encoded(name).newest().map(Entries::describe);
  }

  /** The versions of an entry that are still there, newest first. */
  public List<SecretVersion> versions(SecretName name) {
    return encoded(name).versions().stream().map(Entries::describe).toList();
  }

  /**
   * The names of existing entries within a prefix ({@link SecretName#isWithin}), sorted, read
   * lazily.
   *
   * @param prefix empty for all, or a legal name
   */
  public Stream<SecretName> names(String prefix) {
    int found = indexOf(Bytes.ascii(prefix));
    int first = found >= 0 ? found : -found - 1;
    return IntStream.range(first, count())
        .mapToObj(index -> index)
        .takeWhile(index -> nameAt(index).startsWith(prefix))
        .filter(index -> !encodedAt(index).versions().isEmpty())
        .map(index -> new SecretName(nameAt(index)))
        .filter(name -> name.isWithin(prefix));
  }

  /**
   * One value stored. Contract as {@link #apply}.
   *
   * @return the entries with it
   */
  public Entries put(SecretName name, SecretValue value, Instant at, int keepVersions) {
    return apply(Map.of(name, Optional.of(value)), at, keepVersions);
  }

  /** One entry removed with all its versions; the same object if there is none. */
  public Entries delete(SecretName name) {
    return apply(Map.of(name, Optional.empty()), Instant.EPOCH, 1);
  }

  /**
   * Several changes at once: names with a value are stored as a new version, names without one are
   * deleted.
   *
   * @param at when; a version is never older than the one before it, so a clock that went back does
   *     not show. Kept in milliseconds, from 1970 on
   * @param keepVersions how many versions of each stored entry remain, the new one included; at
   *     least 1
   * @return the entries after all of it; the same object if nothing changes
   */
  public Entries apply(
      Map<SecretName, Optional<SecretValue>> changes, Instant at, int keepVersions) {
    if (keepVersions < 1) {
      throw new IllegalArgumentException("at least one version must be kept");
    }
    SortedMap<SecretName, Optional<SecretValue>> sorted = new TreeMap<>(changes);
    sorted.entrySet().removeIf(change -> change.getValue().isEmpty() && !exists(change.getKey()));
    if (sorted.isEmpty()) {
      return this;
    }
    EntriesBuilder next = EntriesBuilder.forChanges(plaintext.length, count(), sorted);
    int copied = 0;
    for (Map.Entry<SecretName, Optional<SecretValue>> change : sorted.entrySet()) {
      int found = indexOf(Bytes.ascii(change.getKey().value()));
      int place = found >= 0 ? found : -found - 1;
      next.copy(plaintext, starts, copied, place);
      EncodedEntry old = found >= 0 ? encodedAt(found) : EncodedEntry.NEVER_EXISTED;
      next.add(change.getKey(), old, plaintext, change.getValue(), at, keepVersions);
      copied = found >= 0 ? place + 1 : place;
    }
    next.copy(plaintext, starts, copied, count());
    return next.build();
  }

  /** The framed JSON; shared, not a copy. */
  byte[] plaintext() {
    return plaintext;
  }

  private boolean exists(SecretName name) {
    return !encoded(name).versions().isEmpty();
  }

  private int count() {
    return starts.length - 1;
  }

  private EncodedEntry encoded(SecretName name) {
    int index = indexOf(Bytes.ascii(name.value()));
    return index >= 0 ? encodedAt(index) : EncodedEntry.NEVER_EXISTED;
  }

  private EncodedEntry encodedAt(int index) {
    EntryScanner scanner = new EntryScanner(plaintext, starts[index], starts[index + 1]);
    scanner.name();
    return scanner.entry();
  }

  private String nameAt(int index) {
    int start = starts[index] + 1;
    return new String(plaintext, start, nameEnd(start) - start, StandardCharsets.US_ASCII);
  }

  private int nameEnd(int nameStart) {
    int end = nameStart;
    while (plaintext[end] != '"') {
      end++;
    }
    return end;
  }

  /** As {@link Arrays#binarySearch}. */
  private int indexOf(byte[] name) {
    int low = 0;
    int high = count() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int start = starts[middle] + 1;
      int order = Arrays.compareUnsigned(plaintext, start, nameEnd(start), name, 0, name.length);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  private StoredSecret decode(SecretName name, EncodedEntry.Version version) {
    byte[] encoded = Arrays.copyOfRange(plaintext, version.valueStart(), version.valueEnd());
    byte[] decoded = Base64.getUrlDecoder().decode(encoded);
    SecretValue value = SecretValue.of(decoded);
    Arrays.fill(encoded, (byte) 0);
    Arrays.fill(decoded, (byte) 0);
    return new StoredSecret(name, describe(version), value);
  }

  private static SecretVersion describe(EncodedEntry.Version version) {
    return new SecretVersion(Long.toString(version.seq()), Instant.ofEpochMilli(version.at()));
  }

  @Override
  public String toString() {
    return count() + " entries";
  }
}
