// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.blog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlogNamesTest {

  @ParameterizedTest
  @CsvSource({
    "/my-erp/lwa/clientsecret, my-erp/lwa/clientsecret",
    "/my-erp/lwa/cliensecret, my-erp/lwa/clientsecret",
    "/my-erp/lwa/clientidentifier, my-erp/lwa/clientidentifier",
    "/my-erp/refreshToken, my-erp/refreshtoken",
    "/Prod/My_ERP/lwa/clientsecret, prod-my-erp/lwa/clientsecret"
  })
  void aParameterOfTheBlogHasItsNameHere(String raw, String name) {
    assertThat(BlogNames.entry(raw).orElseThrow().value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/my-erp/lwa/clientsecret/rotation",
        "/my-erp/lwa/other",
        "/lwa/clientsecret",
        "my-erp/lwa/clientsecret",
        "/my-erp/refreshToken/eu",
        "/---/lwa/clientsecret"
      })
  void anythingElseIsNone(String raw) {
    assertThat(BlogNames.entry(raw)).isEmpty();
  }
}
