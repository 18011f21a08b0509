// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for secrets where none may be: in text, bytes, exceptions and files. It recognises a secret
 * as it is and in the {@linkplain SecretEncodings encodings} in which secrets escape unnoticed:
 * base64 at each of its three alignments, base64url, hex, percent-encoded, JSON-escaped and UTF-16.
 * Immutable and thread-safe.
 */
public final class LeakDetector {

  /** Shorter secrets would be found by accident. */
  private static final int SHORTEST = 12;

  private static final int CHUNK = 1 << 20;

  /**
   * One find.
   *
   * @param encoding how the secret was written
   * @param where the file, or what else was searched
   * @param offset the byte at which it begins
   */
  public record Leak(String encoding, String where, long offset) {}

  /**
   * The result of searching files.
   *
   * @param leaks what was found
   * @param files how many files were read
   * @param bytes how many bytes they had in all
   */
  public record FileScan(List<Leak> leaks, int files, long bytes) {
    public FileScan {
      leaks = List.copyOf(leaks);
    }
  }

  private final List<EncodedSecret> patterns;
  private final List<List<EncodedSecret>> byFirstByte = new ArrayList<>();
  private final int longest;

  private LeakDetector(List<EncodedSecret> patterns) {
    this.patterns = patterns;
    this.longest = patterns.stream().mapToInt(EncodedSecret::length).max().orElseThrow();
    for (int first = 0; first < 256; first++) {
      byte b = (byte) first;
      byFirstByte.add(patterns.stream().filter(pattern -> pattern.startsWith(b)).toList());
    }
  }

  /**
   * A detector of these secrets.
   *
   * @param secrets at least one; each of at least 12 bytes, since shorter ones occur by accident
   */
  public static LeakDetector watching(SecretValue... secrets) {
    Set<EncodedSecret> patterns = new HashSet<>();
    for (SecretValue secret : secrets) {
      if (secret.size() < SHORTEST) {
        throw new IllegalArgumentException("a watched secret has at least 12 bytes");
      }
      patterns.addAll(SecretEncodings.of(secret));
    }
    return new LeakDetector(List.copyOf(patterns));
  }

  /** Searches text. */
  public List<Leak> scan(String text) {
    return scan(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Searches bytes. */
  public List<Leak> scan(byte[] bytes) {
    Set<Leak> leaks = new HashSet<>();
    scan(bytes, bytes.length, 0, "bytes", leaks);
    return List.copyOf(leaks);
  }

  /**
   * Searches everything a failure says: its text and stack trace, those of its causes and of what
   * it suppressed, and the hints of {@link HalfturnException}s. No failure is no leak.
   *
   * @param failure may be null, as AssertJ's {@code catchThrowable} returns it
   */
  public List<Leak> scan(Throwable failure) {
    if (failure == null) {
      return List.of();
    }
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    for (Throwable t = failure; t != null; t = t.getCause()) {
      text.append('\n').append(String.valueOf(t.getMessage()));
      if (t instanceof HalfturnException ours) {
        text.append('\n').append(ours.problem().toString());
      }
    }
    return scan(text.toString());
  }

  /** Searches files, of any size. */
  public FileScan scanFiles(Collection<Path> files) throws IOException {
    Set<Leak> leaks = new HashSet<>();
    long bytes = 0;
    for (Path file : files) {
      bytes += scanFile(file, leaks);
    }
    return new FileScan(List.copyOf(leaks), files.size(), bytes);
  }

  private long scanFile(Path file, Set<Leak> leaks) throws IOException {
    byte[] window = new byte[CHUNK + longest];
    int kept = 0;
    long windowAt = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read; (read = in.readNBytes(window, kept, CHUNK)) > 0; ) {
        int length = kept + read;
        scan(window, length, windowAt, file.toString(), leaks);
        int next = Math.min(length, longest - 1); // a secret may lie across two chunks
        System.arraycopy(window, length - next, window, 0, next);
        windowAt += length - next;
        kept = next;
      }
    }
    return windowAt + kept;
  }

  private void scan(byte[] bytes, int length, long offset, String where, Set<Leak> leaks) {
    for (int i = 0; i < length; i++) {
      for (EncodedSecret pattern : byFirstByte.get(bytes[i] & 0xff)) {
        if (pattern.isAt(bytes, i, length)) {
          leaks.add(new Leak(pattern.encoding(), where, offset + i));
        }
      }
    }
  }

  /** The encodings it recognises. */
  @Override
  public String toString() {
    return "LeakDetector"
        + Arrays.toString(patterns.stream().map(EncodedSecret::encoding).sorted().toArray());
  }
}
