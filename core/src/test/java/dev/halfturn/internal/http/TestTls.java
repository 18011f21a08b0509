// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for a server and whoever trusts its issuer, made by the JDK's own tool. */
public final class TestTls {

  private static final String PASSWORD = "not-a-secret";

  private TestTls() {}

  /**
   * A context that presents a new certificate of a new issuer, and trusts just that issuer.
   *
   * @param host the host the certificate names
   * @param start as {@code keytool -startdate} has it, for example {@code -10d}
   */
  public static SSLContext context(String host, String start, int validDays)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path directory = Files.createTempDirectory("halfturn-tls");
    try {
      KeyStore keys = keys(directory, host, start, validDays);
      KeyManagerFactory identity =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      identity.init(keys, PASSWORD.toCharArray());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("issuer", keys.getCertificate("issuer"));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } finally {
      for (String file : List.of("keys.p12", "request", "certificate")) {
        Files.deleteIfExists(directory.resolve(file));
      }
      Files.deleteIfExists(directory);
    }
  }

  private static KeyStore keys(Path directory, String host, String start, int validDays)
      throws IOException, GeneralSecurityException, InterruptedException {
    String name = "CN=" + host;
    String days = Integer.toString(validDays);
    keytool(
        directory,
        "-genkeypair -alias issuer -keyalg EC -dname CN=issuer -ext bc:c -startdate -20d"
            + " -validity 60");
    keytool(directory, "-genkeypair -alias server -keyalg EC -dname " + name);
    keytool(directory, "-certreq -alias server -file request");
    keytool(
        directory,
        "-gencert -alias issuer -infile request -outfile certificate -ext san=dns:"
            + host
            + " -startdate "
            + start
            + " -validity "
            + days);
    keytool(directory, "-importcert -alias server -file certificate -noprompt");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static void keytool(Path directory, String arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(
        List.of("-storetype", "PKCS12", "-keystore", "keys.p12", "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool " + command.get(1) + " failed");
    }
  }
}
