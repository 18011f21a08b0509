// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the one canonical form of the JSON and refuses every other. Written by hand because the
 * strictness is the point (whatever is accepted would be written again byte for byte) and because
 * values are passed over without being decoded.
 */
final class EntryScanner {

  static final long MAX_INTEGER = (1L << 53) - 1;

  static final byte[] HEAD = Bytes.ascii("{\"entries\":{");
  static final byte[] TAIL = Bytes.ascii("},\"v\":1}");
  static final byte[] LAST = Bytes.ascii("\":{\"last\":");
  static final byte[] VERSIONS = Bytes.ascii(",\"versions\":[");
  static final byte[] AT = Bytes.ascii("{\"at\":");
  static final byte[] SEQ = Bytes.ascii(",\"seq\":");
  static final byte[] VALUE = Bytes.ascii(",\"value\":\"");
  static final byte[] VALUE_END = Bytes.ascii("\"}");
  static final byte[] VERSIONS_END = Bytes.ascii("]}");

  private final byte[] json;
  private final int end;
  private int position;

  EntryScanner(byte[] json, int start, int end) {
    this.json = json;
    this.position = start;
    this.end = end;
  }

  int position() {
    return position;
  }

  boolean atEnd() {
    return position == end;
  }

  void expect(byte[] literal) {
    int after = position + literal.length;
    require(after <= end && Arrays.equals(json, position, after, literal, 0, literal.length));
    position = after;
  }

  boolean accept(char expected) {
    if (position < end && json[position] == expected) {
      position++;
      return true;
    }
    return false;
  }

  /** The opening quote and a legal name; the closing quote belongs to what follows. */
  void name() {
    require(accept('"'));
    int at = position;
    boolean segmentMayEnd = false;
    while (at < end && json[at] != '"') {
      byte c = json[at++];
      boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      require(letter || (segmentMayEnd && (c == '-' || c == '/')));
      segmentMayEnd = letter;
    }
    require(segmentMayEnd && at - position <= SecretName.MAX_LENGTH);
    position = at;
  }

  /** What follows the name of an entry. */
  EncodedEntry entry() {
    expect(LAST);
    long last = integer();
    expect(VERSIONS);
    List<EncodedEntry.Version> versions = new ArrayList<>(3);
    if (!accept(']')) {
      long newerSeq = Math.incrementExact(last);
      do {
        EncodedEntry.Version version = version();
        require(version.seq() < newerSeq && (!versions.isEmpty() || version.seq() == last));
        newerSeq = version.seq();
        versions.add(version);
      } while (accept(','));
      require(accept(']'));
    }
    require(accept('}'));
    return new EncodedEntry(last, versions);
  }

  private EncodedEntry.Version version() {
    final int start = position;
    expect(AT);
    long at = integer();
    expect(SEQ);
    long seq = integer();
    require(seq >= 1);
    expect(VALUE);
    int valueStart = position;
    int valueEnd = value();
    expect(VALUE_END);
    return new EncodedEntry.Version(at, seq, start, position, valueStart, valueEnd);
  }

  /** 0 to 2^53 - 1, without leading zeros. */
  private long integer() {
    int start = position;
    long number = 0;
    while (position < end && json[position] >= '0' && json[position] <= '9') {
      number = number * 10 + (json[position++] - '0');
      require(number <= MAX_INTEGER);
    }
    int digits = position - start;
    require(digits == 1 || (digits > 1 && json[start] != '0'));
    return number;
  }

  /** At least one byte as base64url without padding, the unused bits of the last digit zero. */
  private int value() {
    int at = position;
    int digit = 0;
    int illegal = 0;
    while (at < end && json[at] != '"') {
      digit = Base64Url.digit(json[at++]);
      illegal |= digit; // negative from the first illegal character on
    }
    int length = at - position;
    require(length > 0 && illegal >= 0 && Base64Url.isWhole(length, digit));
    position = at;
    return at;
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw notCanonical();
    }
  }

  static HalfturnException notCanonical() {
    return FormatProblems.corrupt("its content is not in canonical form");
  }
}
