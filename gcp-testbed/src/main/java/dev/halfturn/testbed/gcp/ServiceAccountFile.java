// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file with which a program becomes a service account. */
public final class ServiceAccountFile {

  private ServiceAccountFile() {}

  /**
   * Writes one with a key of its own.
   *
   * @param file made, or written anew
   * @param project of the account
   * @param tokenUri where its signature is exchanged for a token
   */
  public static void write(Path file, String project, URI tokenUri) {
    Map<String, String> account = new LinkedHashMap<>();
    account.put("type", "service_account");
    account.put("project_id", project);
    account.put("private_key_id", "0123456789abcdef");
    account.put("private_key", privateKey());
    account.put("client_email", "halfturn@" + project + ".iam.gserviceaccount.com");
    account.put("client_id", "100000000000000000001");
    account.put("token_uri", tokenUri.toString());
    try {
      Files.writeString(file, JSON.std.asString(account));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String privateKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      String encoded =
          Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
              .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
      return "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
