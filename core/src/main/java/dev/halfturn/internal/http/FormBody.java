// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An {@code application/x-www-form-urlencoded} body, built without a {@code String} of what is
 * secret, so that all of it can be wiped.
 */
public final class FormBody {

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private byte[] room = new byte[1024];
  private int size;

  /** Adds a field whose value is no secret. */
  public FormBody add(String name, String value) {
    return add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a field; the caller may wipe the value afterwards. */
  public FormBody add(String name, byte[] value) {
    if (size > 0) {
      append('&');
    }
    encode(name.getBytes(StandardCharsets.UTF_8));
    append('=');
    encode(value);
    return this;
  }

  /** A copy of the body. */
  public byte[] bytes() {
    return Arrays.copyOf(room, size);
  }

  /** Overwrites the body. */
  public void wipe() {
    Arrays.fill(room, (byte) 0);
    size = 0;
  }

  private void encode(byte[] text) {
    for (byte b : text) {
      int c = Byte.toUnsignedInt(b);
      if (c == ' ') {
        append('+');
      } else if (isPlain(c)) {
        append(c);
      } else {
        append('%');
        append(HEX[c >> 4]);
        append(HEX[c & 0xf]);
      }
    }
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '*';
  }

  private void append(int c) {
    if (size == room.length) {
      byte[] larger = Arrays.copyOf(room, size * 2);
      Arrays.fill(room, (byte) 0);
      room = larger;
    }
    room[size++] = (byte) c;
  }
}
