// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/** The end of a file of the log. */
final class AuditTail {

  /** Many times a line. */
  private static final int WINDOW = 1 << 16;

  private final Optional<byte[]> last;
  private final byte[] torn;

  private AuditTail(Optional<byte[]> last, byte[] torn) {
    this.last = last;
    this.torn = torn;
  }

  /** Its last whole line, with its line end. */
  Optional<byte[]> last() {
    return last.map(byte[]::clone);
  }

  /** What stands behind that. */
  byte[] torn() {
    return torn.clone();
  }

  static AuditTail of(FileChannel file) throws IOException {
    long size = file.size();
    byte[] window = read(file, Math.max(0, size - WINDOW));
    AuditTail tail = of(window);
    boolean whole = window.length == size;
    boolean cut =
        tail.last.map(line -> line.length + tail.torn.length == window.length).orElse(true);
    return whole || !cut ? tail : of(read(file, 0));
  }

  private static byte[] read(FileChannel file, long from) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size() - from));
    while (bytes.hasRemaining()) {
      if (file.read(bytes, from + bytes.position()) < 0) {
        throw new EOFException("it became shorter while it was read");
      }
    }
    return bytes.array();
  }

  private static AuditTail of(byte[] bytes) {
    int end = lineEnd(bytes, bytes.length);
    byte[] torn = Arrays.copyOfRange(bytes, end, bytes.length);
    return end == 0
        ? new AuditTail(Optional.empty(), torn)
        : new AuditTail(Optional.of(Arrays.copyOfRange(bytes, lineEnd(bytes, end - 1), end)), torn);
  }

  /** Where the last line that ends before a position ends; 0 if none does. */
  private static int lineEnd(byte[] bytes, int before) {
    for (int i = before; i > 0; i--) {
      if (bytes[i - 1] == '\n') {
        return i;
      }
    }
    return 0;
  }
}
