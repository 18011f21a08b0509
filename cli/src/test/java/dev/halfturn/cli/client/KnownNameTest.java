// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownNameTest {

  private static final Path DOCUMENT = Path.of("../docs/import.md");
  private static final List<Role> COLUMNS =
      List.of(Role.CLIENT_ID, Role.CLIENT_SECRET, Role.REFRESH_TOKEN);
  private static final Pattern NAME = Pattern.compile("`([A-Za-z_]+)`");

  @ParameterizedTest
  @CsvSource({
    "LWA_APP_ID, CLIENT_ID, lwa",
    "lwa_app_id, CLIENT_ID, lwa",
    "LWA_CLIENT_SECRET, CLIENT_SECRET, lwa",
    "lwa_client_secret, CLIENT_SECRET, lwa",
    "SP_API_REFRESH_TOKEN, REFRESH_TOKEN, spapi",
    "refresh_token, REFRESH_TOKEN, ''",
    "SELLING_PARTNER_APP_CLIENT_ID, CLIENT_ID, sellingpartner",
    "SELLING_PARTNER_APP_CLIENT_SECRET, CLIENT_SECRET, sellingpartner",
    "SELLING_PARTNER_REFRESH_TOKEN, REFRESH_TOKEN, sellingpartner",
    "AppClientId, CLIENT_ID, ''",
    "ClientId, CLIENT_ID, ''",
    "AppClientSecret, CLIENT_SECRET, ''",
    "SP_API_CLIENT_ID, CLIENT_ID, spapi",
    "SP_API_CLIENT_SECRET, CLIENT_SECRET, spapi",
    "LWA_CLIENT_ID, CLIENT_ID, lwa",
    "SPAPI_LWA_CLIENT_ID, CLIENT_ID, spapilwa",
    "SP_API_LWA_CLIENT_ID, CLIENT_ID, spapilwa",
    "AMAZON_LWA_CLIENT_ID, CLIENT_ID, amazonlwa",
    "AMAZON_SP_API_CLIENT_ID, CLIENT_ID, amazonspapi",
    "SPAPI_LWA_CLIENT_SECRET, CLIENT_SECRET, spapilwa",
    "SP_API_LWA_CLIENT_SECRET, CLIENT_SECRET, spapilwa",
    "AMAZON_LWA_CLIENT_SECRET, CLIENT_SECRET, amazonlwa",
    "AMAZON_SP_API_CLIENT_SECRET, CLIENT_SECRET, amazonspapi",
    "LWA_REFRESH_TOKEN, REFRESH_TOKEN, lwa",
    "SPAPI_REFRESH_TOKEN, REFRESH_TOKEN, spapi",
    "AMAZON_LWA_REFRESH_TOKEN, REFRESH_TOKEN, amazonlwa",
    "AMAZON_SP_API_REFRESH_TOKEN, REFRESH_TOKEN, amazonspapi",
    "clientId, CLIENT_ID, ''",
    "lwaClientId, CLIENT_ID, lwa",
    "clientSecret, CLIENT_SECRET, ''",
    "lwaClientSecret, CLIENT_SECRET, lwa",
    "refreshToken, REFRESH_TOKEN, ''"
  })
  void recognisesWhatClientsCallTheirCredentials(String name, Role role, String family) {
    assertThat(KnownName.of(name)).contains(new KnownName(role, family, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "LWA_APP_ID_EU, CLIENT_ID, EU",
    "LWA_CLIENT_SECRET_NORTH_AMERICA, CLIENT_SECRET, NORTH_AMERICA",
    "SP_API_REFRESH_TOKEN_acme2, REFRESH_TOKEN, acme2",
    "refreshToken_eu, REFRESH_TOKEN, eu"
  })
  void takesWhatFollowsForTheAccount(String name, Role role, String account) {
    assertThat(KnownName.of(name))
        .hasValueSatisfying(
            known -> {
              assertThat(known.role()).isEqualTo(role);
              assertThat(known.account()).isEqualTo(account);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ID",
        "SECRET",
        "TOKEN",
        "CLIENT",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AZURE_CLIENT_ID",
        "AZURE_CLIENT_SECRET",
        "MY_CLIENT_ID",
        "GOOGLE_REFRESH_TOKEN",
        "SP_API_AWS_SECRET_ID",
        "HALFTURN_APP_ERP_CLIENT_ID",
        "CLIENT_IDENTITY",
        "CLIENTIDS",
        "REFRESH_TOKENS",
        "CLIENT ID"
      })
  void knowsNothingOfOtherNames(String name) {
    assertThat(KnownName.of(name)).isEmpty();
  }

  /** The one false hit there is: that is why the shape of the value has to be right, too. */
  @Test
  void takesAnIdTokenOfAnAppForAClientIdUntilItSeesTheValue() {
    KnownName name = KnownName.of("APP_ID_TOKEN").orElseThrow();

    assertThat(name).isEqualTo(new KnownName(Role.CLIENT_ID, "", "TOKEN"));
    assertThat(name.role().fits("eyJhbGciOiJIUzI1NiJ9.e30.abc")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"PYTHON", "NODE", "SP_API"})
  void recognisesWhatWeHandOutOurselves(Naming naming) {
    for (Role role : Role.values()) {
      assertThat(KnownName.of(naming.variable(role)).map(KnownName::role)).contains(role);
    }
  }

  @Test
  void recognisesEveryNameInTheDocument() throws IOException {
    Map<String, Role> documented = documented();

    assertThat(documented).hasSizeGreaterThan(25);
    documented.forEach(
        (name, role) ->
            assertThat(KnownName.of(name).map(KnownName::role)).as(name).contains(role));
  }

  private static Map<String, Role> documented() throws IOException {
    Map<String, Role> names = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == COLUMNS.size() + 4) {
        for (int i = 0; i < COLUMNS.size(); i++) {
          Role role = COLUMNS.get(i);
          NAME.matcher(cells[i + 2]).results().forEach(found -> names.put(found.group(1), role));
        }
      }
    }
    return names;
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT_ID, amzn1.application-oa2-client.0123, true",
    "CLIENT_ID, amzn1.oa2-cs.v1.0123, false",
    "CLIENT_ID, amzn1.application-oa2-client., false",
    "CLIENT_ID, some-client, false",
    "CLIENT_SECRET, amzn1.oa2-cs.v1.0123, true",
    "CLIENT_SECRET, 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, true",
    "CLIENT_SECRET, 0123456789abcdef, false",
    "CLIENT_SECRET, amzn1.application-oa2-client.0123, false",
    "REFRESH_TOKEN, Atzr|abc, true",
    "REFRESH_TOKEN, Atza|abc, false"
  })
  void knowsTheShapesOfAmazonsCredentials(Role role, String value, boolean fits) {
    assertThat(role.fits(value)).isEqualTo(fits);
  }

  @Test
  void showsNoValueInTheTextFormOfVariables() {
    Variables variables = new Variables().put("A", SecretValue.ofUtf8("canary"));

    assertThat(variables).hasToString("Variables[A]");
    assertThat(Optional.of(variables.reveal())).contains(Map.of("A", "canary"));
  }
}
