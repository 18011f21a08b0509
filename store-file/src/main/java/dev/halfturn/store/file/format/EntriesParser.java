// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the entries in a decrypted payload, and refuses a payload that is not canonical. */
final class EntriesParser {

  private static final String OTHER_VERSION = "},\"v\":([2-9]|[1-9][0-9]{1,5})}\\z";
  private static final int LONGEST_TAIL = 16;

  private EntriesParser() {}

  /**
   * @throws dev.halfturn.spi.HalfturnException {@code STORE_CORRUPT} or {@code UNSUPPORTED_VERSION}
   */
  static Entries parse(byte[] ownedPlaintext) {
    int end = Plaintext.jsonEnd(ownedPlaintext);
    EntryScanner scanner =
        new EntryScanner(ownedPlaintext, Plaintext.JSON_START, tailStart(ownedPlaintext, end));
    scanner.expect(EntryScanner.HEAD);
    int[] starts = new int[64];
    int count = 0;
    if (!scanner.atEnd()) {
      int previousStart = 0;
      int previousEnd = 0;
      do {
        if (count + 1 == starts.length) {
          starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[count++] = scanner.position();
        int nameStart = scanner.position() + 1;
        scanner.name();
        int nameEnd = scanner.position();
        // nothing is smaller than the first name, for an empty range is smaller than all others
        if (Arrays.compareUnsigned(
                ownedPlaintext, previousStart, previousEnd, ownedPlaintext, nameStart, nameEnd)
            >= 0) {
          throw EntryScanner.notCanonical();
        }
        previousStart = nameStart;
        previousEnd = nameEnd;
        scanner.entry();
      } while (scanner.accept(','));
    }
    if (!scanner.atEnd()) {
      throw EntryScanner.notCanonical();
    }
    starts[count] = scanner.position() + 1;
    return new Entries(ownedPlaintext, Arrays.copyOf(starts, count + 1));
  }

  /** Where the part behind the entries begins. It names the version, so it is looked at first. */
  private static int tailStart(byte[] plaintext, int end) {
    int start = end - EntryScanner.TAIL.length;
    if (start >= Plaintext.JSON_START
        && Arrays.equals(plaintext, start, end, EntryScanner.TAIL, 0, EntryScanner.TAIL.length)) {
      return start;
    }
    int from = Math.max(Plaintext.JSON_START, end - LONGEST_TAIL);
    Matcher other =
        Pattern.compile(OTHER_VERSION)
            .matcher(new String(plaintext, from, end - from, StandardCharsets.ISO_8859_1));
    if (other.find()) {
      throw FormatProblems.unsupported("content version " + other.group(1));
    }
    throw EntryScanner.notCanonical();
  }
}
