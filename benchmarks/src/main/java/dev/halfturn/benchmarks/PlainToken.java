// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The least a program on the JVM has to do for a token: opens one sealed file, makes one call, cuts
 * the token out of the answer. No settings, no parser, no plug-ins, no checks, no second try, and
 * nothing that anybody should use.
 */
final class PlainToken {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY = 32;

  private PlainToken() {}

  /**
   * Prints a token.
   *
   * @param args the memory in MiB that its passphrase needs, 0 for a key; the file with the key or
   *     passphrase; the sealed file; the token endpoint, without which the refresh token is printed
   */
  public static void main(String[] args) throws GeneralSecurityException, IOException {
    byte[] key = Files.readAllBytes(Path.of(args[1]));
    byte[] box = Files.readAllBytes(Path.of(args[2]));
    byte[] opened = open(key(key, Integer.parseInt(args[0])), box);
    String[] credentials = new String(opened, StandardCharsets.UTF_8).split("\n");
    System.out.println(args.length == 3 ? credentials[2] : exchanged(credentials, args[3]));
  }

  /**
   * Seals client id, client secret and refresh token under a key, or one that a passphrase gives.
   *
   * @param kdfMemory in MiB; 0 if it is the key itself
   */
  static byte[] seal(byte[] secret, int kdfMemory, String credentials)
      throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE];
    new SecureRandom().nextBytes(nonce);
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key(secret, kdfMemory), nonce);
    ByteArrayOutputStream box = new ByteArrayOutputStream();
    box.writeBytes(nonce);
    box.writeBytes(cipher.doFinal(credentials.getBytes(StandardCharsets.UTF_8)));
    return box.toByteArray();
  }

  private static byte[] open(byte[] key, byte[] box) throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(box, NONCE))
        .doFinal(box, NONCE, box.length - NONCE);
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  /** Derived with the passes of a file store's passphrase, unless it is a key already. */
  private static byte[] key(byte[] secret, int kdfMemory) {
    if (kdfMemory == 0) {
      return secret;
    }
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withMemoryAsKB(kdfMemory * 1024)
            .withIterations(3)
            .withParallelism(1)
            .withSalt(new byte[16])
            .build());
    byte[] key = new byte[KEY];
    generator.generateBytes(secret, key);
    return key;
  }

  private static String exchanged(String[] credentials, String endpoint) throws IOException {
    String form =
        "grant_type=refresh_token"
            + "&client_id="
            + encoded(credentials[0])
            + "&client_secret="
            + encoded(credentials[1])
            + "&refresh_token="
            + encoded(credentials[2]);
    HttpURLConnection call = (HttpURLConnection) URI.create(endpoint).toURL().openConnection();
    call.setDoOutput(true);
    call.setRequestProperty("content-type", "application/x-www-form-urlencoded;charset=UTF-8");
    try (OutputStream out = call.getOutputStream()) {
      out.write(form.getBytes(StandardCharsets.US_ASCII));
    }
    try (InputStream in = call.getInputStream()) {
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String before = "\"access_token\":\"";
      int start = answer.indexOf(before) + before.length();
      return answer.substring(start, answer.indexOf('"', start));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
