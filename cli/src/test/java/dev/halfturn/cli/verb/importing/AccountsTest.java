// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

  private static final String ID = "amzn1.application-oa2-client.";
  private static final String SECRET = "amzn1.oa2-cs.v1.";
  private static final String TOKEN = "Atzr|";

  private static final Place ENVIRONMENT =
      new Place("environment", Optional.of(Place.Format.ENVIRONMENT), Optional.empty());
  private static final Place FILE =
      new Place("file", Optional.of(Place.Format.YAML), Optional.empty());

  /** {@code account client secret token}, with a dash for what is missing. */
  private static List<String> found(Accounts accounts) {
    return accounts.found().stream()
        .map(
            found ->
                String.join(
                    " ",
                    found.account(),
                    found.clientId().replace(ID, ""),
                    value(found.secret()).replace(SECRET, ""),
                    value(found.refreshToken()).replace(TOKEN, "")))
        .toList();
  }

  private static String value(Optional<Found.Credential> credential) {
    return credential.map(known -> known.value().revealUtf8()).orElse("-");
  }

  private static Accounts environment(String... assignments) {
    List<Entry> entries = new ArrayList<>();
    for (String assignment : assignments) {
      String[] parts = assignment.split("=", 2);
      entries.add(Entry.of(parts[0], parts[1]));
    }
    return new Accounts(ENVIRONMENT, entries);
  }

  private static Entry inFile(String account, String name, String value) {
    return new Entry(account, name, value, 1, 0, 0, "");
  }

  @Nested
  class InTheEnvironment {

    @Test
    void putsTogetherWhatPythonReads() {
      assertThat(
              found(
                  environment(
                      "LWA_APP_ID=" + ID + "1",
                      "LWA_CLIENT_SECRET=" + SECRET + "1",
                      "SP_API_REFRESH_TOKEN=" + TOKEN + "1")))
          .containsExactly("default 1 1 1");
    }

    @Test
    void givesAnAccountWhatOnlyStandsThereWithoutOne() {
      assertThat(
              found(
                  environment(
                      "LWA_APP_ID=" + ID + "1",
                      "LWA_CLIENT_SECRET=" + SECRET + "1",
                      "SP_API_REFRESH_TOKEN=" + TOKEN + "1",
                      "SP_API_REFRESH_TOKEN_EU=" + TOKEN + "2",
                      "LWA_CLIENT_SECRET_JP=" + SECRET + "3",
                      "LWA_APP_ID_JP=" + ID + "3")))
          .containsExactlyInAnyOrder("default 1 1 1", "EU 1 1 2", "JP 3 3 -");
    }

    @Test
    void keepsTwoFamiliesApart() {
      assertThat(
              found(
                  environment(
                      "LWA_CLIENT_ID=" + ID + "1",
                      "LWA_CLIENT_SECRET=" + SECRET + "1",
                      "SP_API_CLIENT_ID=" + ID + "2",
                      "SP_API_CLIENT_SECRET=" + SECRET + "2",
                      "SP_API_REFRESH_TOKEN=" + TOKEN + "2")))
          .containsExactly("default 1 1 -", "default 2 2 2");
    }

    @Test
    void takesTwoNamesOfOneApplicationForOne() {
      Accounts accounts =
          environment(
              "LWA_CLIENT_ID=" + ID + "1",
              "LWA_CLIENT_SECRET=" + SECRET + "1",
              "SP_API_CLIENT_ID=" + ID + "1",
              "SP_API_CLIENT_SECRET=" + SECRET + "1");

      assertThat(found(accounts)).containsExactly("default 1 1 -");
      assertThat(accounts.leftOver()).isEmpty();
    }

    @Test
    void leavesAloneWhatOnlyHasSuchAName() {
      assertThat(
              found(
                  environment(
                      "CLIENT_ID=some-azure-client",
                      "CLIENT_SECRET=canary",
                      "APP_ID_TOKEN=eyJhbGciOiJIUzI1NiJ9.e30.abc",
                      "REFRESH_TOKEN=1//0canary")))
          .isEmpty();
    }

    @Test
    void doesNotGuessWhichOfTwoStrangersIsMeant() {
      Accounts accounts =
          environment(
              "LWA_APP_ID=" + ID + "1",
              "LWA_CLIENT_SECRET=" + SECRET + "1",
              "SPAPI_REFRESH_TOKEN=" + TOKEN + "1",
              "AMAZON_LWA_REFRESH_TOKEN=" + TOKEN + "2");

      assertThat(found(accounts)).containsExactly("default 1 1 -");
      assertThat(accounts.leftOver())
          .containsExactly("SPAPI_REFRESH_TOKEN", "AMAZON_LWA_REFRESH_TOKEN");
    }

    @Test
    void namesASecretThatNoClientIdIsBeside() {
      Accounts accounts = environment("SELLING_PARTNER_APP_CLIENT_SECRET=" + SECRET + "1");

      assertThat(accounts.found()).isEmpty();
      assertThat(accounts.leftOver()).containsExactly("SELLING_PARTNER_APP_CLIENT_SECRET");
    }

    @Test
    void marksASecretOfAnUnusualShape() {
      Accounts accounts = environment("LWA_APP_ID=" + ID + "1", "LWA_CLIENT_SECRET=other");

      assertThat(accounts.found())
          .singleElement()
          .satisfies(found -> assertThat(found.secret().orElseThrow().usual()).isFalse());
    }
  }

  @Nested
  class InAFileOfAccounts {

    @Test
    void keepsAccountsApart() {
      Accounts accounts =
          new Accounts(
              FILE,
              List.of(
                  inFile("default", "lwa_app_id", ID + "1"),
                  inFile("default", "lwa_client_secret", SECRET + "1"),
                  inFile("default", "refresh_token", TOKEN + "1"),
                  inFile("eu", "refresh_token", TOKEN + "2")));

      assertThat(found(accounts)).containsExactly("default 1 1 1");
      assertThat(accounts.leftOver()).containsExactly("refresh_token");
    }

    @Test
    void seesAnEmptyValueAsNone() {
      Accounts accounts =
          new Accounts(
              FILE,
              List.of(
                  inFile("default", "lwa_app_id", ID + "1"),
                  inFile("default", "lwa_client_secret", ""),
                  inFile("default", "refresh_token", "")));

      assertThat(found(accounts)).containsExactly("default 1 - -");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$LWA_SECRET",
        "${LWA_SECRET}",
        "{{ lwa_secret }}",
        "op://vault/erp/secret",
        "ssm:///erp/lwa/clientsecret"
      })
  void takeNoneForASecretThatOnlySaysWhereItIs(String reference) {
    assertThat(found(environment("LWA_APP_ID=" + ID + "1", "LWA_CLIENT_SECRET=" + reference)))
        .containsExactly("default 1 - -");
  }

  @Test
  void areNotCalledByASecretInThePlaceOfAName() {
    List<Entry> entries = List.of(inFile("Atzr|x", "lwa_app_id", ID + "1"));

    assertThat(found(new Accounts(FILE, entries))).containsExactly("default 1 - -");
  }
}
