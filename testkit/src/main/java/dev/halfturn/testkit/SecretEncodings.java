// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The forms in which a secret may appear in a log. Base64 is cut so that it is found wherever the
 * secret lies within the encoded text.
 */
final class SecretEncodings {

  private SecretEncodings() {}

  static List<EncodedSecret> of(SecretValue secret) {
    byte[] raw = secret.reveal();
    List<EncodedSecret> all = new ArrayList<>();
    all.add(new EncodedSecret("raw", raw));
    for (int alignment = 0; alignment < 3; alignment++) {
      String base64 = base64(raw, alignment);
      add(all, "base64 alignment " + alignment, base64);
      add(all, "base64url alignment " + alignment, base64.replace('+', '-').replace('/', '_'));
    }
    add(all, "hex", HexFormat.of().formatHex(raw));
    add(all, "hex upper case", HexFormat.of().withUpperCase().formatHex(raw));
    String percent = percentEncoded(raw);
    add(all, "percent-encoded", percent);
    add(all, "percent-encoded lower case", lowerCaseEscapes(percent));
    String text = new String(raw, StandardCharsets.UTF_8);
    if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), raw)) {
      String json = jsonEscaped(text);
      add(all, "JSON-escaped", json);
      add(all, "JSON-escaped with slashes", json.replace("/", "\\/"));
      all.add(new EncodedSecret("UTF-16 big-endian", text.getBytes(StandardCharsets.UTF_16BE)));
      all.add(new EncodedSecret("UTF-16 little-endian", text.getBytes(StandardCharsets.UTF_16LE)));
    }
    return all;
  }

  private static void add(List<EncodedSecret> all, String encoding, String text) {
    all.add(new EncodedSecret(encoding, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Those characters that depend on the secret alone if {@code alignment} bytes precede it. */
  private static String base64(byte[] raw, int alignment) {
    byte[] shifted = new byte[alignment + raw.length];
    System.arraycopy(raw, 0, shifted, alignment, raw.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int begin = alignment == 0 ? 0 : alignment + 1;
    int end = shifted.length * 8 / 6;
    return encoded.substring(begin, end);
  }

  private static String percentEncoded(byte[] raw) {
    StringBuilder text = new StringBuilder();
    for (byte b : raw) {
      boolean unreserved =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || "-._*".indexOf(b) >= 0;
      if (unreserved) {
        text.append((char) b);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return text.toString();
  }

  private static String lowerCaseEscapes(String percentEncoded) {
    StringBuilder text = new StringBuilder(percentEncoded);
    for (int i = text.indexOf("%"); i >= 0; i = text.indexOf("%", i + 3)) {
      text.replace(i, i + 3, text.substring(i, i + 3).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  private static String jsonEscaped(String text) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.toString();
  }
}
