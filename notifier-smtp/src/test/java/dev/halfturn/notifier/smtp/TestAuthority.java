// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A company's own authority, which signs certificates of servers. */
final class TestAuthority {

  private static final char[] NO_PASSWORD = {};
  private static final AtomicInteger SERIAL = new AtomicInteger(1);

  private final KeyPair keys = newKeys();
  private final X500Name name = new X500Name("CN=Test authority " + SERIAL.incrementAndGet());
  private final X509Certificate certificate = ofAuthority();

  /** What a server of this name presents. */
  SSLContext server(String host) {
    return server(host, Duration.ofDays(2));
  }

  /** The same with a certificate that ended yesterday. */
  SSLContext expiredServer(String host) {
    return server(host, Duration.ofDays(-1));
  }

  private SSLContext server(String host, Duration until) {
    try {
      KeyPair own = newKeys();
      X509v3CertificateBuilder builder = builder(new X500Name("CN=mail"), own, until);
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server",
          own.getPrivate(),
          NO_PASSWORD,
          new Certificate[] {signed(builder), certificate});
      KeyManagerFactory identity =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      identity.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes its certificate as PEM. */
  Path pem(Path directory) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(certificate);
      pem.flush();
      return Files.writeString(directory.resolve("authority.pem"), text.toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate ofAuthority() {
    try {
      X509v3CertificateBuilder builder = builder(name, keys, Duration.ofDays(30));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      return signed(builder);
    } catch (CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509v3CertificateBuilder builder(X500Name subject, KeyPair own, Duration until) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        name,
        BigInteger.valueOf(SERIAL.incrementAndGet()),
        Date.from(now.minus(Duration.ofDays(10))),
        Date.from(now.plus(until)),
        subject,
        own.getPublic());
  }

  private X509Certificate signed(X509v3CertificateBuilder builder) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
