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

/** Certificates of servers and whoever trusts them, made by the JDK's own tool. */
public final class TestTls {

  private static final String PASSWORD = "not-a-secret";

  private TestTls() {}

  /** A context that presents a new certificate for a host, and trusts just that one. */
  public static SSLContext selfSigned(String host)
      throws IOException, GeneralSecurityException, InterruptedException {
    return made(
        "server",
        List.of(
            "-genkeypair -alias server -keyalg EC -validity 2 -dname CN=test -ext san=dns:"
                + host));
  }

  /** The same with a certificate that ended days ago; what is trusted directly never ends. */
  public static SSLContext expired(String host)
      throws IOException, GeneralSecurityException, InterruptedException {
    return made(
        "issuer",
        List.of(
            "-genkeypair -alias issuer -keyalg EC -dname CN=issuer -ext bc:c -startdate -20d"
                + " -validity 60",
            "-genkeypair -alias server -keyalg EC -dname CN=test",
            "-certreq -alias server -file request",
            "-gencert -alias issuer -infile request -outfile certificate -startdate -10d"
                + " -validity 5 -ext san=dns:"
                + host,
            "-importcert -alias server -file certificate -noprompt"));
  }

  private static SSLContext made(String trustedAlias, List<String> commands)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path directory = Files.createTempDirectory("halfturn-tls");
    try {
      for (String command : commands) {
        keytool(directory, command);
      }
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
        keys.load(in, PASSWORD.toCharArray());
      }
      return context(keys, trustedAlias);
    } finally {
      for (String file : List.of("keys.p12", "request", "certificate")) {
        Files.deleteIfExists(directory.resolve(file));
      }
      Files.deleteIfExists(directory);
    }
  }

  private static SSLContext context(KeyStore keys, String trustedAlias)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory identity =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    identity.init(keys, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("trusted", keys.getCertificate(trustedAlias));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static void keytool(Path directory, String arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
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
      throw new IOException("keytool " + arguments + " failed");
    }
  }
}
