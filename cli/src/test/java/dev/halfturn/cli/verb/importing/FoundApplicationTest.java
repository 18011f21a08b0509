// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundApplicationTest {

  private static Found found(String place, String account, String id, String secret, String token) {
    return new Found(
        new Place(place, Optional.empty(), Optional.empty()),
        account,
        id,
        credential(secret),
        credential(token));
  }

  private static Optional<Found.Credential> credential(String text) {
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new Found.Credential(SecretValue.ofUtf8(text), true));
  }

  @Test
  void isEverythingThatSharesAClientId() {
    List<FoundApplication> applications =
        FoundApplication.of(
            List.of(
                found("a", "default", "client-1111", "secret", "one"),
                found("a", "eu", "client-1111", "secret", "two"),
                found("b", "default", "client-2222", "other", "")));

    assertThat(applications).hasSize(2);
    assertThat(applications.get(0).numbers()).containsExactly(1, 2);
    assertThat(applications.get(0).sellers()).containsOnlyKeys("default", "eu");
    assertThat(applications.get(0).remarks()).isEmpty();
    assertThat(applications.get(1).sellers()).isEmpty();
    assertThat(applications.get(1).shortClientId()).isEqualTo("2222");
  }

  @Test
  void takesTheFirstOfTwoPlacesThatDifferAndSaysSo() {
    FoundApplication application =
        FoundApplication.of(
                List.of(
                    found("environment", "default", "client-1111", "canary1", "canary2"),
                    found("./.env", "default", "client-1111", "canary3", "canary4")))
            .get(0);

    assertThat(application.secret()).contains(SecretValue.ofUtf8("canary1"));
    assertThat(application.sellers()).containsEntry("default", SecretValue.ofUtf8("canary2"));
    assertThat(application.remarks())
        .containsExactly(
            "client 1111: the client secret of ./.env (account \"default\") differs from that of"
                + " environment (account \"default\"), which wins; to have it, name its place",
            "client 1111: the refresh token of 'default' of ./.env (account \"default\") differs"
                + " from that of environment (account \"default\"), which wins; to have it, name"
                + " its place");
  }

  @Test
  void takesASecretFromWhereverThereIsOne() {
    FoundApplication application =
        FoundApplication.of(
                List.of(
                    found("a", "default", "client-1111", "", "token"),
                    found("b", "default", "client-1111", "secret", "token")))
            .get(0);

    assertThat(application.secret()).contains(SecretValue.ofUtf8("secret"));
    assertThat(application.remarks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "default, default",
    "EU, eu",
    "North_America, north-america",
    "_x_, x",
    "a--b, a-b",
    "'Müller & Co', m-ller-co",
    "'___', default"
  })
  void callsASellerAsTheAccountIsCalledAsFarAsThatIsLegal(String account, String seller) {
    assertThat(FoundApplication.sellerName(account)).isEqualTo(seller);
  }
}
