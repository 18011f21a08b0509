// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.identity.ManagedIdentityCredential;
import com.azure.identity.implementation.IdentityClientOptions;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.store.azure.call.FakeTransport.Answer;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CredentialLinksTest {

  /** The library would do as the environment says, which shows nowhere but within it. */
  @Test
  void theLibraryIsToldToLogNothingWhateverTheEnvironmentSays() throws Exception {
    TokenCredential credential =
        new CredentialLinks(
                "store 'tested'",
                PluginConfig.parse(AzureOptions.ALL, Map.of()).config().orElseThrow(),
                new Surroundings(name -> Optional.empty(), () -> false, () -> false),
                new FakeTransport(request -> Answer.of(500, "")),
                AzureRetries.reading(Duration.ofSeconds(1)))
            .credential(CredentialLink.MANAGED_IDENTITY);

    Field field = ManagedIdentityCredential.class.getDeclaredField("identityClientOptions");
    field.setAccessible(true);
    IdentityClientOptions options = (IdentityClientOptions) field.get(credential);

    assertThat(options.getHttpLogOptions())
        .isNotNull()
        .extracting(HttpLogOptions::getLogLevel)
        .isEqualTo(HttpLogDetailLevel.NONE);
  }
}
