// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import dev.halfturn.store.azure.keyvault.KeyVaultStoreFactory;
import dev.halfturn.testbed.azure.FakeVault;
import dev.halfturn.testbed.azure.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The first secret out of Key Vault, over HTTPS, with the token of a managed identity. */
final class FirstOfKeyVault {

  private static final String RAW_NAME = "erp--lwa--clientsecret";

  private FirstOfKeyVault() {}

  /** The SDK alone, over the transport that ours uses. */
  static final class Bare {
    private Bare() {}

    public static void main(String[] args) {
      read(args[0], new OkHttpAsyncHttpClientBuilder().build());
    }
  }

  /** The SDK alone, over the JDK's HTTP client. */
  static final class OverJdk {
    private OverJdk() {}

    public static void main(String[] args) {
      read(args[0], new JdkHttpClientBuilder().build());
    }
  }

  /** Ours. */
  static final class Ours {
    private Ours() {}

    public static void main(String[] args) {
      FirstSecret.read(
          new KeyVaultStoreFactory(),
          Map.of("endpoint", args[0], "credential", "managed-identity"));
    }
  }

  private static void read(String endpoint, HttpClient transport) {
    FirstSecret.check(
        new SecretClientBuilder()
            .vaultUrl(endpoint)
            .disableChallengeResourceVerification()
            .credential(new ManagedIdentityCredentialBuilder().httpClient(transport).build())
            .httpClient(transport)
            .buildClient()
            .getSecret(RAW_NAME)
            .getValue());
  }

  static void run(int rounds, Report report) throws IOException, InterruptedException {
    Path trust = Files.createTempFile("halfturn-trust", ".p12");
    try (FakeVault vault = new FakeVault(InstantSource.system())) {
      TestCertificate.ofThisProcess().writeTrustStore(trust);
      vault.secrets().set(RAW_NAME, FirstSecret.VALUE);
      FirstSecret first =
          new FirstSecret(
              "Key Vault",
              List.of(vault.endpoint().toString()),
              List.of("-Djavax.net.ssl.trustStore=" + trust),
              vault.identityEnvironment(),
              rounds,
              report);
      first.ours(Ours.class, "the SDK's client alone", Bare.class);
      first.transport("OkHttp", Bare.class, "over the JDK's HTTP client", OverJdk.class);
    } finally {
      Files.delete(trust);
    }
  }
}
