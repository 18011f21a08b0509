// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.PluginConfig;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventGridOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "storage-account | Shop | must be the name of a storage account",
        "queue | a--b | must be the name of a queue",
        "queue | ab | must be the name of a queue",
        "vault | https://v.vault.azure.net | must be the name of a vault, not its address",
        "subscription-id | mine | must look like 11111111-",
        "resource-group | a/b | must be the name of a resource group",
        "event-subscription | ab | must be the name of an event subscription",
        "prefix | a/ | must look like prod or prod--halfturn",
        "queue-endpoint | http://q.example.com | must be an address that begins with https://",
        "management-endpoint | arm | must be a URI with a scheme"
      })
  void whatIsNoValueIsRefusedInWords(String key, String text, String reason) {
    Map<String, String> texts = new HashMap<>(Bed.settings());
    texts.put(key, text);

    assertThat(PluginConfig.parse(EventGridOptions.all(), texts).problems())
        .singleElement()
        .asString()
        .startsWith(key + ": " + reason);
  }
}
