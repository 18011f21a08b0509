// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What the servers of this process present, made when the first one starts and the same for all of
 * them. It is good for {@code localhost}, {@code 127.0.0.1} and the names of vaults, at any time a
 * test may believe it to be. Its key never leaves the process.
 */
public final class TestCertificate {

  private static final char[] NO_PASSWORD = {};
  private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2099-01-01T00:00:00Z");

  private final X509Certificate certificate;
  private final SSLContext context;

  private TestCertificate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      certificate = certificate(keys);
      context = context(keys);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("no certificate for a test", e);
    }
  }

  private static final class Holder {
    static final TestCertificate INSTANCE = new TestCertificate();
  }

  /** That of this process. */
  public static TestCertificate ofThisProcess() {
    return Holder.INSTANCE;
  }

  private static X509Certificate certificate(KeyPair keys)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    X500Name name = new X500Name("CN=Halfturn test bed");
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name, BigInteger.ONE, Date.from(FROM), Date.from(UNTIL), name, keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.dNSName, "*.vault.azure.net"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private SSLContext context(KeyPair keys) throws GeneralSecurityException, IOException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry("server", keys.getPrivate(), NO_PASSWORD, new Certificate[] {certificate});
    KeyManagerFactory identity =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    identity.init(own, NO_PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors());
    SSLContext made = SSLContext.getInstance("TLS");
    made.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
    return made;
  }

  private KeyStore anchors() throws GeneralSecurityException, IOException {
    KeyStore anchors = KeyStore.getInstance("JKS");
    anchors.load(null, null);
    anchors.setCertificateEntry("test-bed", certificate);
    return anchors;
  }

  /** What servers present. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** For servers that present it, and for clients that trust it and nothing else. */
  public SSLContext context() {
    return context;
  }

  /**
   * Writes a store that holds it and nothing else, to be trusted by another process: {@code
   * -Djavax.net.ssl.trustStore=<file>} is all it needs.
   */
  public Path writeTrustStore(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      anchors().store(out, "changeit".toCharArray());
      return file;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no trust store for a test", e);
    }
  }
}
