// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.store.azure.eventgrid.VaultEvent.Kind;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultEventTest {

  private static final String VERSION = "ee059b2bb5bc48398a53b168c6cdcb10";

  @ParameterizedTest
  @CsvSource({
    "new-version.event-grid, NEW_VERSION",
    "near-expiry.event-grid, NEAR_EXPIRY",
    "near-expiry.cloud-event, NEAR_EXPIRY",
    "expired.cloud-event, EXPIRED"
  })
  void eitherFormSaysTheSame(String name, Kind kind) {
    assertThat(VaultEvent.parse(Recorded.event(name)))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.kind()).isEqualTo(kind);
              assertThat(event.vault()).isEqualTo("sample-kv");
              assertThat(event.secret()).isEqualToIgnoringCase("erp--lwa--clientsecret");
              assertThat(event.version()).isEqualTo(VERSION);
              assertThat(event.expiresAt()).contains(Instant.parse("2026-12-28T09:00:00Z"));
              assertThat(event.app("")).contains("erp");
            });
  }

  @Test
  void whatElseAVaultTellsIsOfNoApplication() {
    assertThat(VaultEvent.parse(Recorded.event("of-a-certificate.event-grid")))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.kind()).isEqualTo(Kind.OTHER);
              assertThat(event.app("")).isEmpty();
            });
  }

  @Test
  void severalAreToldAtOnce() {
    String one = Recorded.event("near-expiry.event-grid");

    assertThat(VaultEvent.parse("[" + one + ",7," + one + "]")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "7",
        "null",
        "[]",
        "{}",
        "[[]]",
        "{\"eventType\":7}",
        "{\"eventType\":\"Microsoft.Storage.BlobCreated\",\"data\":{}}",
        "{\"app\":\"erp\",\"source\":\"halfturn\"}"
      })
  void whatIsNoEventOfAVaultIsNone(String text) {
    assertThat(VaultEvent.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"Microsoft.KeyVault.SecretNearExpiry\",\"subject\":\" erp--lwa--clientsecret\"}",
        "{\"type\":\"Microsoft.KeyVault.SecretNearExpiry\",\"subject\":\"erp--lwa--clientsecret\","
            + "\"data\":7}",
        "{\"type\":\"Microsoft.KeyVault.SecretNearExpiry\",\"subject\":\"erp--lwa--clientsecret\","
            + "\"data\":{\"EXP\":\"soon\"}}",
        "{\"type\":\"Microsoft.KeyVault.SecretNearExpiry\",\"subject\":\"erp--lwa--clientsecret\","
            + "\"data\":{\"EXP\":9223372036854775807}}"
      })
  void aDateThatIsMissingOrUnreadableIsNone(String text) {
    assertThat(VaultEvent.parse(text))
        .containsExactly(
            new VaultEvent(Kind.NEAR_EXPIRY, "", "erp--lwa--clientsecret", "", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "erp--lwa--clientsecret, '', erp",
    "ERP-JP--LWA--CLIENTSECRET, '', erp-jp",
    "prod-erp--lwa--clientsecret, prod-, erp",
    "Prod-erp--lwa--clientsecret, PROD-, erp",
    "erp--lwa--clientsecret, prod-,",
    "erp--lwa--clientsecret--previous, '',",
    "erp--lwa--clientidentifier, '',",
    "--lwa--clientsecret, '',",
    "prod---lwa--clientsecret, prod-,",
    "a--b--lwa--clientsecret, '',",
    "newsecret, '',"
  })
  void aNameIsThatOfAnApplicationOrOfNone(String secret, String prefix, String app) {
    VaultEvent event = new VaultEvent(Kind.EXPIRED, "v", secret, "", Optional.empty());

    assertThat(event.app(prefix)).isEqualTo(Optional.ofNullable(app));
  }
}
