// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How the token of one credential and one grant lies on disk: AES-256-GCM under a key that follows
 * from the client secret and the grant. Whoever has these could exchange them for a token anyway;
 * whoever has the file alone learns its length and its age, not even whose it is. A new secret or
 * refresh token makes another key, and another name for the file.
 */
final class SealedToken {

  /**
   * What was kept.
   *
   * @param keptAt by the calendar of who kept it
   */
  record Kept(AccessToken token, Instant keptAt) {}

  private static final byte[] FORMAT = "HALFTURN-TOKEN-1\n".getBytes(StandardCharsets.US_ASCII);
  private static final String MAC = "HmacSHA256";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int TIMES_BYTES = 2 * Long.BYTES;

  /** How much a file's name says, twice as long in characters. */
  static final int NAME_BYTES = 16;

  /** No file is longer. */
  static final int MAX_BYTES =
      FORMAT.length + NONCE_BYTES + TIMES_BYTES + TokenAnswer.MAX_TOKEN + TAG_BYTES;

  private final String name;
  private final SecretKeySpec key;

  private SealedToken(String name, SecretKeySpec key) {
    this.name = name;
    this.key = key;
  }

  static SealedToken of(ClientCredential client, Grant grant) {
    ByteArrayOutputStream root = new ByteArrayOutputStream();
    append(root, FORMAT);
    byte[] secret = client.clientSecret().reveal();
    append(root, secret);
    byte[] subject = subject(client, grant);
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(root.toByteArray(), MAC));
      String name = HexFormat.of().formatHex(derive(mac, "name", subject), 0, NAME_BYTES);
      return new SealedToken(name, new SecretKeySpec(derive(mac, "key", subject), "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(subject, (byte) 0);
    }
  }

  private static byte[] derive(Mac mac, String purpose, byte[] subject) {
    mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
    mac.update((byte) 0);
    return mac.doFinal(subject);
  }

  /** Client id and grant, so that no two of them are the same bytes. */
  private static byte[] subject(ClientCredential client, Grant grant) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    append(bytes, client.clientId().getBytes(StandardCharsets.UTF_8));
    append(bytes, TokenRequest.name(grant).getBytes(StandardCharsets.US_ASCII));
    if (grant instanceof Grant.RefreshToken seller) {
      append(bytes, seller.token().reveal());
    } else if (grant instanceof Grant.ClientCredentials itself) {
      itself.scopes().forEach(scope -> append(bytes, scope.getBytes(StandardCharsets.US_ASCII)));
    } else {
      throw new IllegalArgumentException("a code is exchanged once: its token is not kept");
    }
    return bytes.toByteArray();
  }

  private static void append(ByteArrayOutputStream to, byte[] part) {
    to.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    to.writeBytes(part);
  }

  /** The file's name. */
  String name() {
    return name;
  }

  /** The file's content. */
  byte[] seal(Kept kept, RandomGenerator random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] token = kept.token().reveal().getBytes(StandardCharsets.US_ASCII);
    byte[] plain =
        ByteBuffer.allocate(TIMES_BYTES + token.length)
            .putLong(kept.keptAt().toEpochMilli())
            .putLong(kept.token().expiresAt().toEpochMilli())
            .put(token)
            .array();
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
      return ByteBuffer.allocate(FORMAT.length + NONCE_BYTES + sealed.length)
          .put(FORMAT)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
      Arrays.fill(token, (byte) 0);
    }
  }

  /** What a file holds; empty if it is damaged, of another format, or not this one's. */
  Optional<Kept> open(byte[] file) {
    int start = FORMAT.length + NONCE_BYTES;
    if (file.length <= start + TIMES_BYTES + TAG_BYTES
        || !Arrays.equals(FORMAT, Arrays.copyOf(file, FORMAT.length))) {
      return Optional.empty();
    }
    byte[] plain;
    try {
      byte[] nonce = Arrays.copyOfRange(file, FORMAT.length, start);
      plain = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(file, start, file.length - start);
    } catch (GeneralSecurityException e) {
      return Optional.empty(); // the only one that can be: the tag is wrong
    }
    ByteBuffer fields = ByteBuffer.wrap(plain);
    Instant keptAt = Instant.ofEpochMilli(fields.getLong());
    Instant expiresAt = Instant.ofEpochMilli(fields.getLong());
    String token = StandardCharsets.US_ASCII.decode(fields).toString();
    Arrays.fill(plain, (byte) 0);
    return Optional.of(new Kept(new AccessToken(token, expiresAt), keptAt));
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
    cipher.updateAAD(FORMAT);
    return cipher;
  }
}
