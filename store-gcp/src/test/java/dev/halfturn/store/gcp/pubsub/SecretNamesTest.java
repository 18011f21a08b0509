// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretNamesTest {

  @Test
  void aClientSecretIsCalledAsTheStoreCallsIt() {
    assertThat(new SecretNames("", Map.of()).secretId("erp-na"))
        .isEqualTo("erp-na--lwa--clientsecret");
    assertThat(new SecretNames("prod", Map.of()).secretId("erp-na"))
        .isEqualTo("prod--erp-na--lwa--clientsecret");
    assertThat(new SecretNames("prod", Map.of("erp-na", "my_Secret")).secretId("erp-na"))
        .isEqualTo("my_Secret");
  }

  @Test
  void onlyClientSecretsBelongToAnApplication() {
    SecretNames names = new SecretNames("prod", Map.of("shop", "my_Secret"));

    assertThat(names.app("prod--erp-na--lwa--clientsecret")).hasValue("erp-na");
    assertThat(names.app("my_Secret")).hasValue("shop");
    assertThat(names.app("prod--shop--lwa--clientsecret")).isEmpty();
    assertThat(names.app("erp-na--lwa--clientsecret")).isEmpty();
    assertThat(names.app("prod--erp--lwa--clientsecret--previous")).isEmpty();
    assertThat(names.app("prod--erp--refreshtoken")).isEmpty();
    assertThat(names.app("prod--a--b--lwa--clientsecret")).isEmpty();
  }
}
