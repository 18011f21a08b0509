// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import java.util.Arrays;

/** Goes through the lines of a file, one after the other. */
final class AuditLines {

  private final byte[] bytes;
  private int begin;
  private int end;

  AuditLines(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Goes on to the next one, the first to begin with. */
  boolean next() {
    begin = end;
    if (begin == bytes.length) {
      return false;
    }
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    end = Math.min(bytes.length, end + 1);
    return true;
  }

  /** With its line end; the last one may have none. */
  byte[] line() {
    return Arrays.copyOfRange(bytes, begin, end);
  }

  boolean isEnded() {
    return bytes[end - 1] == '\n';
  }

  /** Where it ends. */
  int end() {
    return end;
  }
}
