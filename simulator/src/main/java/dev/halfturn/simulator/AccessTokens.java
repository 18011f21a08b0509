// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads access tokens. A token carries what Amazon has to know of it, signed, so that
 * millions of them need no memory. Thread-safe.
 */
final class AccessTokens {

  /**
   * What a token was made for.
   *
   * @param serial counts the tokens made
   * @param appIndex in order of creation
   * @param sellerIndex in order of creation, or {@link #NO_SELLER} for a grantless token
   * @param restricted whether it was made by the Tokens API
   */
  record Claims(
      long serial,
      int appIndex,
      int sellerIndex,
      int secretNumber,
      SortedSet<String> scopes,
      boolean restricted,
      Instant issuedAt) {

    static final int NO_SELLER = -1;
  }

  private static final String PREFIX = "Atza|" + AmazonSimulator.MARK;
  private static final String RESTRICTED_PREFIX = "Atz.sprdt|" + AmazonSimulator.MARK;
  private static final int RESTRICTED = 1 << 30;
  private static final String ALGORITHM = "HmacSHA256";

  /** Makes 353 characters; Amazon's tokens have at least 350. */
  private static final int SIZE = 243;

  private static final int SIGNED = SIZE - 32;

  private final SecretKeySpec key;
  private final AtomicLong serials = new AtomicLong();

  AccessTokens(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  String issue(
      int appIndex, int sellerIndex, int secretNumber, SortedSet<String> scopes, Instant now) {
    return PREFIX + text(appIndex, sellerIndex, secretNumber, mask(scopes), now);
  }

  String issueRestricted(int appIndex, int sellerIndex, int secretNumber, Instant now) {
    return RESTRICTED_PREFIX + text(appIndex, sellerIndex, secretNumber, RESTRICTED, now);
  }

  private String text(int appIndex, int sellerIndex, int secretNumber, int mask, Instant now) {
    ByteBuffer token = ByteBuffer.allocate(SIZE);
    token.putLong(serials.incrementAndGet());
    token.putLong(now.toEpochMilli());
    token.putInt(appIndex).putInt(sellerIndex).putInt(secretNumber).putInt(mask);
    token.position(SIGNED);
    token.put(signature(Arrays.copyOf(token.array(), SIGNED)));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /**
   * What a token was made for.
   *
   * @return empty if this is none of our tokens
   */
  Optional<Claims> read(String token) {
    boolean restricted = token.startsWith(RESTRICTED_PREFIX);
    if (!restricted && !token.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String prefix = restricted ? RESTRICTED_PREFIX : PREFIX;
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token.substring(prefix.length()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != SIZE) {
      return Optional.empty();
    }
    byte[] presented = Arrays.copyOfRange(bytes, SIGNED, SIZE);
    if (!MessageDigest.isEqual(presented, signature(Arrays.copyOf(bytes, SIGNED)))) {
      return Optional.empty();
    }
    ByteBuffer claims = ByteBuffer.wrap(bytes);
    long serial = claims.getLong();
    Instant issuedAt = Instant.ofEpochMilli(claims.getLong());
    int app = claims.getInt();
    int seller = claims.getInt();
    int secret = claims.getInt();
    int mask = claims.getInt();
    if (restricted != ((mask & RESTRICTED) != 0)) {
      return Optional.empty();
    }
    return Optional.of(new Claims(serial, app, seller, secret, scopes(mask), restricted, issuedAt));
  }

  /** The number of tokens made. */
  long issued() {
    return serials.get();
  }

  private byte[] signature(byte[] claims) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(claims);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static int mask(SortedSet<String> scopes) {
    int mask = 0;
    for (String scope : scopes) {
      mask |= 1 << AmazonFacts.GRANTED_SCOPES.indexOf(scope);
    }
    return mask;
  }

  private static SortedSet<String> scopes(int mask) {
    SortedSet<String> scopes = new TreeSet<>(AmazonFacts.GRANTED_SCOPES);
    scopes.removeIf(scope -> (mask & 1 << AmazonFacts.GRANTED_SCOPES.indexOf(scope)) == 0);
    return scopes;
  }
}
