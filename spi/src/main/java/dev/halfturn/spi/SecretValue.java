// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that must not be seen. Immutable and thread-safe: what goes in and what comes out is
 * copied.
 *
 * <p>{@link #toString()} says nothing about the content, comparing takes the same time wherever the
 * values differ, and the class is not serializable. The content leaves only through the methods
 * whose names begin with {@code reveal}, so that every place that sees a secret is found by one
 * word. There is no empty secret: no cloud store can hold one.
 */
public final class SecretValue {

  /** Transient, so that serializers working by reflection leave it out. */
  private final transient byte[] bytes;

  private SecretValue(byte[] ownedBytes) {
    if (ownedBytes.length == 0) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "a secret must not be empty"));
    }
    this.bytes = ownedBytes;
  }

  /**
   * A secret of any bytes.
   *
   * @param bytes at least one byte; copied
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if empty
   */
  public static SecretValue of(byte[] bytes) {
    return new SecretValue(bytes.clone());
  }

  /**
   * A secret that is text.
   *
   * @param text encoded as UTF-8
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if empty or not encodable
   */
  public static SecretValue ofUtf8(String text) {
    return of(CharBuffer.wrap(text));
  }

  /**
   * A secret that is text in an array, as a password prompt returns it.
   *
   * @param text encoded as UTF-8; the caller may wipe it afterwards
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if empty or not encodable
   */
  public static SecretValue ofUtf8(char[] text) {
    return of(CharBuffer.wrap(text));
  }

  private static SecretValue of(CharBuffer text) {
    CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    byte[] room = new byte[(int) (text.remaining() * (double) encoder.maxBytesPerChar())];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    CoderResult result = encoder.encode(text, encoded, true);
    if (result.isError()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "a secret holds characters that are not Unicode"));
    }
    byte[] bytes = Arrays.copyOf(room, encoded.position());
    Arrays.fill(room, (byte) 0);
    return new SecretValue(bytes);
  }

  /** The length in bytes. */
  public int size() {
    return bytes.length;
  }

  /** A copy of the content. */
  public byte[] reveal() {
    return bytes.clone();
  }

  /**
   * The content as text.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the bytes are not UTF-8
   */
  public String revealUtf8() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "the secret is not text (not valid UTF-8)"));
    }
  }

  /** Equal content, compared in constant time for equal lengths. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretValue that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /** Depends on the length only: a hash of the content would let a reader confirm a guess. */
  @Override
  public int hashCode() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
