// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {

  private static final String PASSWORD = "only-for-this-test";

  @TempDir static Path directory;
  private static KeyStore keys;

  /** The JDK makes the certificate: no library needed, and never an expired one in the sources. */
  @BeforeAll
  static void makeCertificate() throws Exception {
    Path file = directory.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                (keytool
                        + " -genkeypair -alias amazon -keyalg EC -dname CN=simulator -validity 2"
                        + " -ext san=ip:127.0.0.1 -storetype PKCS12 -storepass "
                        + PASSWORD
                        + " -keystore "
                        + file)
                    .split(" "))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
  }

  @Test
  void speaksHttpsWithTheGivenCertificate() throws Exception {
    try (AmazonSimulator amazon =
        AmazonSimulator.builder().https(keys, PASSWORD.toCharArray()).build()) {
      SimulatedSeller seller = amazon.addApp("erp").addSeller("acme-us", Region.NA);
      TestClient client = new TestClient(amazon, Optional.of(trusting(keys)));

      assertThat(amazon.lwaEndpoint()).hasScheme("https");
      assertThat(amazon.spApi(Region.NA)).hasScheme("https");
      String token = client.refresh(seller).text("access_token");
      assertThat(client.probe(Region.NA, token).status()).isEqualTo(200);
      assertThatThrownBy(() -> new TestClient(amazon).refresh(seller))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("certification path");
    }
  }

  @Test
  void keysThatCannotBeReadAreRefused() {
    assertThatThrownBy(() -> AmazonSimulator.builder().https(keys, "wrong".toCharArray()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SSLContext trusting(KeyStore certificates)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("amazon", certificates.getCertificate("amazon"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
