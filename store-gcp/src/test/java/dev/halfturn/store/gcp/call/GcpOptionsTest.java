// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.PluginConfig;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcpOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "project, My Project, 'must be the id of a project, such as my-project-1'",
    "project, a/b, 'must be the id of a project, such as my-project-1'",
    "quota-project, x, 'must be the id of a project, such as my-project-1'",
    "location, Europe, must look like europe-west3",
    "location, a.b-c, must look like europe-west3",
    "impersonate, me@example.com, must look like halfturn@my-project-1.iam.gserviceaccount.com",
    "endpoint, http://secretmanager.googleapis.com, must be an address that begins with https://",
    "endpoint, mailto:a@example.com, must be an address that begins with https://",
    "endpoint, localhost, 'must be a URI with a scheme, such as https://'",
    "timeout, 3m, must be at most 2m"
  })
  void whatIsNoValueIsRefusedInWords(String key, String text, String reason) {
    assertThat(PluginConfig.parse(GcpOptions.ALL, Map.of(key, text)).problems())
        .containsExactly(key + ": " + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "project, my-project-1",
    "project, example.com:my-project-1",
    "project, 123456789012",
    "location, europe-west3",
    "location, us-central1",
    "impersonate, halfturn@my-project-1.iam.gserviceaccount.com",
    "impersonate, 123456789012-compute@developer.gserviceaccount.com",
    "endpoint, https://secretmanager-mine.p.googleapis.com",
    "endpoint, http://127.0.0.1:8085",
    "endpoint, http://[::1]:8085",
    "endpoint, http://localhost:8085",
    "timeout, 2m"
  })
  void whatGoogleTakesIsTaken(String key, String text) {
    assertThat(PluginConfig.parse(GcpOptions.ALL, Map.of(key, text)).problems()).isEmpty();
  }
}
