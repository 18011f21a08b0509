// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * Proof of an authorization, valid for about an hour. Immutable and thread-safe; never shows itself
 * except through {@link #reveal()}.
 */
public final class AccessToken {

  private final String text;
  private final long expiresAtMillis; // an Instant would be a second object per token

  /**
   * @param text what goes into the header {@code x-amz-access-token}: printable ASCII
   * @param expiresAt when Amazon stops accepting it
   */
  public AccessToken(String text, Instant expiresAt) {
    if (!isToken(text)) {
      throw new IllegalArgumentException("an access token is printable ASCII without blanks");
    }
    this.text = text;
    this.expiresAtMillis = expiresAt.toEpochMilli();
  }

  /** Whether a text can be a token: what else it holds could forge a header. */
  static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** The token itself; allocates nothing. */
  public String reveal() {
    return text;
  }

  /**
   * When Amazon stops accepting it, by the local clock at the time of the exchange, in whole
   * milliseconds.
   */
  public Instant expiresAt() {
    return Instant.ofEpochMilli(expiresAtMillis);
  }

  /** The same token text, compared in constant time for equal lengths. */
  @Override
  public boolean equals(Object other) {
    return other instanceof AccessToken that
        && (this == that || MessageDigest.isEqual(bytes(), that.bytes()));
  }

  private byte[] bytes() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Depends on the length only. */
  @Override
  public int hashCode() {
    return text.length();
  }

  @Override
  public String toString() {
    return "AccessToken[REDACTED, expires " + expiresAt() + "]";
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called by ObjectOutputStream
  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(AccessToken.class.getName());
  }
}
