// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whose certificates are believed: those that Java believes, and those of a file. */
final class ServerTrust {

  private ServerTrust() {}

  /**
   * A context of TLS.
   *
   * @param file further certificates, in PEM
   */
  static SSLContext context(Optional<Path> file) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, file.isEmpty() ? null : withMore(certificates(file.get())), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Java's own certificates cannot be read", e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException | GeneralSecurityException e) {
      // said below
    }
    throw SmtpProblems.invalid(
        "no certificates can be read from the trust-store '" + file + "'",
        "give a file of certificates in PEM, '-----BEGIN CERTIFICATE-----'");
  }

  private static TrustManager[] withMore(Collection<? extends Certificate> more)
      throws GeneralSecurityException, IOException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    all.load(null, null);
    int number = 0;
    for (X509TrustManager manager : managers(null)) {
      for (Certificate usual : manager.getAcceptedIssuers()) {
        all.setCertificateEntry("java-" + number++, usual);
      }
    }
    for (Certificate one : more) {
      all.setCertificateEntry("file-" + number++, one);
    }
    return managers(all).toArray(new TrustManager[0]);
  }

  private static List<X509TrustManager> managers(KeyStore keys) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(keys);
    return List.of(factory.getTrustManagers()).stream()
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .toList();
  }
}
