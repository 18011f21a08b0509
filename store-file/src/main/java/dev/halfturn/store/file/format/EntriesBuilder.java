// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the canonical JSON, in order of names. What does not change is copied in its encoded form,
 * in runs as long as possible.
 */
final class EntriesBuilder {

  // all of an entry with one version, but for the name and the value, is shorter than this
  private static final int ENTRY_OVERHEAD = 128;
  private static final int FRAME =
      Plaintext.JSON_START + EntryScanner.HEAD.length + EntryScanner.TAIL.length + Plaintext.BLOCK;

  private final ByteBuffer out;
  private final int[] starts;
  private int count;

  /**
   * @param encodedBytes room for all entries, at least
   * @param entries how many there may be at most
   */
  EntriesBuilder(int encodedBytes, int entries) {
    out = ByteBuffer.allocate(FRAME + encodedBytes);
    out.position(Plaintext.JSON_START);
    out.put(EntryScanner.HEAD);
    starts = new int[entries + 1];
  }

  /** Room for everything there is and everything that comes. */
  static EntriesBuilder forChanges(
      int presentBytes, int presentEntries, Map<SecretName, Optional<SecretValue>> changes) {
    long room = presentBytes;
    for (Optional<SecretValue> value : changes.values()) {
      room +=
          ENTRY_OVERHEAD + SecretName.MAX_LENGTH + value.map(SecretValue::size).orElse(0) * 4L / 3;
    }
    if (room > 2L * FileLayout.MAX_FILE_BYTES) {
      throw FormatProblems.tooLarge();
    }
    return new EntriesBuilder((int) room, presentEntries + changes.size());
  }

  /** Entries {@code from} to {@code to} (exclusive) of another image, as they are. */
  void copy(byte[] source, int[] sourceStarts, int from, int to) {
    if (from == to) {
      return;
    }
    separate();
    int shift = out.position() - sourceStarts[from];
    for (int i = from; i < to; i++) {
      starts[count++] = sourceStarts[i] + shift;
    }
    // without the comma or brace behind the last one
    out.put(source, sourceStarts[from], sourceStarts[to] - 1 - sourceStarts[from]);
  }

  /** One entry after a change: with the value as its newest version, or deleted. */
  void add(
      SecretName name,
      EncodedEntry old,
      byte[] oldImage,
      Optional<SecretValue> value,
      Instant at,
      int keepVersions) {
    separate();
    starts[count++] = out.position();
    long last = value.isPresent() ? nextSeq(old) : old.last();
    out.put((byte) '"').put(Bytes.ascii(name.value()));
    out.put(EntryScanner.LAST).put(decimal(last)).put(EntryScanner.VERSIONS);
    if (value.isPresent()) {
      addVersion(last, notBefore(old, at), value.get());
      old.versions().stream()
          .limit(keepVersions - 1L)
          .forEach(
              kept -> out.put((byte) ',').put(oldImage, kept.start(), kept.end() - kept.start()));
    }
    out.put(EntryScanner.VERSIONS_END);
  }

  Entries build() {
    starts[count] = out.position() + 1;
    out.put(EntryScanner.TAIL);
    int jsonLength = out.position() - Plaintext.JSON_START;
    out.putInt(0, jsonLength);
    byte[] plaintext = Arrays.copyOf(out.array(), Plaintext.paddedLength(jsonLength));
    Arrays.fill(out.array(), (byte) 0);
    return new Entries(plaintext, Arrays.copyOf(starts, count + 1));
  }

  private void separate() {
    if (count > 0) {
      out.put((byte) ',');
    }
  }

  private void addVersion(long seq, long at, SecretValue value) {
    out.put(EntryScanner.AT).put(decimal(at));
    out.put(EntryScanner.SEQ).put(decimal(seq));
    out.put(EntryScanner.VALUE);
    byte[] bytes = value.reveal();
    byte[] encoded = Base64.getUrlEncoder().withoutPadding().encode(bytes);
    out.put(encoded).put(EntryScanner.VALUE_END);
    Arrays.fill(bytes, (byte) 0);
    Arrays.fill(encoded, (byte) 0);
  }

  private static long nextSeq(EncodedEntry old) {
    if (old.last() == EntryScanner.MAX_INTEGER) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, "an entry has no version numbers left"));
    }
    return old.last() + 1;
  }

  private static long notBefore(EncodedEntry old, Instant at) {
    long newest = old.versions().isEmpty() ? 0 : old.versions().get(0).at();
    return Math.min(Math.max(newest, at.toEpochMilli()), EntryScanner.MAX_INTEGER);
  }

  private static byte[] decimal(long number) {
    return Bytes.ascii(Long.toString(number));
  }
}
