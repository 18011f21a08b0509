// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.testkit.Canaries;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialNamesTest {

  @Test
  void theNamesAreThoseThatOtherReadersKnow() {
    assertThat(CredentialNames.clientId("erp")).hasToString("erp/lwa/clientidentifier");
    assertThat(CredentialNames.clientSecret("erp")).hasToString("erp/lwa/clientsecret");
    assertThat(CredentialNames.previous("erp")).hasToString("erp/lwa/clientsecret/previous");
    assertThat(CredentialNames.inbox("erp")).hasToString("erp/lwa/clientsecret/inbox");
    assertThat(CredentialNames.rotation("erp")).hasToString("erp/lwa/clientsecret/rotation");
    assertThat(CredentialNames.refreshToken("erp", "default")).hasToString("erp/refreshtoken");
    assertThat(CredentialNames.refreshToken("erp", "eu")).hasToString("erp/refreshtoken/eu");
    assertThat(CredentialNames.profile("erp")).hasToString("erp/profile");
    assertThat(CredentialNames.profile("erp", "default")).hasToString("erp/profile/default");
  }

  @ParameterizedTest
  @CsvSource({
    "erp/lwa/clientsecret, erp",
    "erp/lwa/clientidentifier, erp",
    "erp/lwa/clientsecret/inbox,",
    "erp/lwa,",
    "erp/refreshtoken,",
    "erp,",
    "x/erp/lwa/clientsecret,",
  })
  void anApplicationIsWhatHasASecretOrAnId(String name, String app) {
    assertThat(CredentialNames.appOf(SecretName.of(name)).orElse(null)).isEqualTo(app);
  }

  @ParameterizedTest
  @CsvSource({
    "erp/refreshtoken, default",
    "erp/refreshtoken/eu, eu",
    "erp/refreshtoken/eu/x,",
    "erp/refreshtokens,",
    "erp/lwa/clientsecret,",
    "erp,",
    "x/erp/refreshtoken,",
  })
  void aSellerIsWhatHasARefreshToken(String name, String seller) {
    assertThat(CredentialNames.sellerOf(SecretName.of(name)).orElse(null)).isEqualTo(seller);
  }

  @Property(tries = 200)
  void aSellersEntryTellsItsSeller(@ForAll("names") String app, @ForAll("names") String seller) {
    assertThat(CredentialNames.sellerOf(CredentialNames.refreshToken(app, seller)))
        .contains(seller);
    assertThat(CredentialNames.appOf(CredentialNames.clientSecret(app))).contains(app);
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> word =
        Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(9);
    return word.list().ofMinSize(1).ofMaxSize(4).map(words -> String.join("-", words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Erp", "a/b", "..", "a--b", "-a", "a-", "a b", "ä", "a\n", "аpp", "${x}"})
  void aNameThatNoStoreCouldHoldIsRefused(String name) {
    assertThatThrownBy(() -> CredentialNames.app(name))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageStartingWith("not a legal name of an application: ");
    assertThatThrownBy(() -> CredentialNames.refreshToken("erp", name))
        .hasMessageStartingWith("not a legal name of a seller: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Erp", "a/b", "a b", "ä", "ERP?"})
  void aSlipIsQuoted(String name) {
    assertThatThrownBy(() -> CredentialNames.app(name)).hasMessageEndingWith("'" + name + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x/" + Canaries.TEXT, "pa55=w|rd+", "a\n"})
  void whatNobodyTypesForANameIsNotQuoted(String name) {
    assertThatThrownBy(() -> CredentialNames.app(name))
        .hasMessageEndingWith(name.length() + " characters that are not shown");
  }

  @Test
  void aNameHasAtMostFortyCharacters() {
    assertThat(CredentialNames.app("a".repeat(40))).hasSize(40);
    assertThatThrownBy(() -> CredentialNames.app("a".repeat(41)))
        .isInstanceOf(HalfturnException.class);
  }
}
