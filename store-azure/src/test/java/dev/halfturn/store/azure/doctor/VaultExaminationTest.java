// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.store.azure.call.AzureAccess;
import dev.halfturn.store.azure.vault.KeyVaultOptions;
import dev.halfturn.testbed.azure.FakeVault;
import dev.halfturn.testbed.azure.TestCertificate;
import dev.halfturn.testbed.azure.VaultErrors;
import dev.halfturn.testbed.azure.VaultFault;
import dev.halfturn.testbed.azure.VaultRequest;
import dev.halfturn.testbed.azure.VaultRight;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class VaultExaminationTest {

  private static final String SECRET = "erp--lwa--clientsecret";

  static {
    System.setProperty(
        "javax.net.ssl.trustStore",
        TestCertificate.ofThisProcess()
            .writeTrustStore(Path.of("target", "trusted-by-doctor"))
            .toString());
  }

  private final FakeVault vault = new FakeVault(SettableClock.at("2026-03-01T12:00:00Z"));

  @AfterEach
  void stop() {
    vault.close();
  }

  private TokenCredential credential() {
    String token = vault.token();
    return request ->
        Mono.just(new AccessToken(token, OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
  }

  private List<Observed> examine(TokenCredential credential, String endpoint, String... apps) {
    PluginConfig config =
        PluginConfig.parse(KeyVaultOptions.ALL, Map.of("endpoint", endpoint, "timeout", "2s"))
            .config()
            .orElseThrow();
    AzureAccess access =
        new AzureAccess(
            "store 'tested'", config, credential, new OkHttpAsyncHttpClientBuilder().build());
    return new VaultExamination(access, config).examine(new TreeSet<>(List.of(apps)));
  }

  private List<Observed> examine(String... apps) {
    return examine(credential(), vault.endpoint().toString(), apps);
  }

  private static Observed of(String label, List<Observed> observed) {
    return observed.stream().filter(one -> one.label().equals(label)).findFirst().orElseThrow();
  }

  @Test
  void whatIsInOrderIsSaid() {
    vault.secrets().set(SECRET, Canaries.CLIENT_SECRET);
    List<Observed> observed = examine("erp");

    assertThat(of("credentials", observed).level()).isEqualTo(Level.OK);
    assertThat(of("vault", observed).level()).isEqualTo(Level.OK);
    assertThat(of("rights on " + SECRET, observed))
        .isEqualTo(Observed.of(Level.OK, "rights on " + SECRET, "get, list, update, recover"));
    assertThat(observed.toString()).doesNotContain(vault.token(), Canaries.TEXT);
  }

  @Test
  void noValueIsReadAndNothingIsChanged() {
    vault.secrets().set(SECRET, Canaries.CLIENT_SECRET);
    examine("erp");

    assertThat(vault.requests())
        .extracting(VaultRequest::path)
        .noneMatch(path -> path.replaceAll("/$", "").endsWith(SECRET) && !path.contains("deleted"));
    assertThat(vault.secrets().versions(SECRET)).hasSize(1);
  }

  @Test
  void eachRightThatIsMissingIsNamed() {
    vault.allows(EnumSet.of(VaultRight.GET));
    Observed rights = of("rights", examine());

    assertThat(rights.level()).isEqualTo(Level.WARNING);
    assertThat(rights.text()).isEqualTo("missing: list, update, recover");
    assertThat(rights.advice().orElseThrow()).contains("halfturn store policy");
  }

  /** As 'halfturn store policy' gives them: on each secret, and to list on the vault. */
  @Test
  void rightsOnTheSecretsOfAnApplicationAreFoundThere() {
    vault.secrets().set(SECRET, Canaries.CLIENT_SECRET);
    vault.faults(
        request ->
            request.name().isEmpty() || request.name().equals(SECRET)
                ? Optional.empty()
                : Optional.of(VaultFault.refused(VaultErrors.notAllowed(VaultRight.GET))));

    List<Observed> observed = examine("erp", "shop");

    assertThat(of("rights on " + SECRET, observed).level()).isEqualTo(Level.OK);
    assertThat(of("rights on shop--lwa--clientsecret", observed).text())
        .isEqualTo("missing: get, update");
  }

  @Test
  void withoutApplicationsRightsOnTheVaultAreLookedFor() {
    assertThat(of("rights", examine()))
        .isEqualTo(Observed.of(Level.OK, "rights", "get, list, update, recover"));
  }

  @Test
  void aFirewallIsToldFromAMissingRight() {
    vault.faults(request -> Optional.of(VaultFault.refused(VaultErrors.notFromHere())));
    List<Observed> observed = examine("erp");

    assertThat(of("vault", observed).level()).isEqualTo(Level.FAILURE);
    assertThat(of("vault", observed).text()).contains("firewall");
    assertThat(observed).hasSize(2);
  }

  @Test
  void whoCannotReachItIsToldSo() {
    Observed reached = of("vault", examine(credential(), "https://127.0.0.1:9", "erp"));

    assertThat(reached.level()).isEqualTo(Level.FAILURE);
    assertThat(reached.text()).contains("cannot reach Key Vault");
    assertThat(reached.advice().orElseThrow()).contains("private endpoint");
  }

  @Test
  void withoutCredentialsNobodyIsAsked() {
    List<Observed> observed =
        examine(
            request ->
                Mono.error(
                    new HalfturnException(
                        Problem.of(ErrorCode.UNAUTHENTICATED, "no credentials")
                            .withHint("az login"))),
            vault.endpoint().toString());

    assertThat(observed)
        .containsExactly(
            Observed.of(Level.FAILURE, "credentials", "no credentials").advising("az login"));
    assertThat(vault.requests()).isEmpty();
  }

  @Test
  void aDeletedSecretIsSaidWithWhatBringsItBack() {
    vault.secrets().set(SECRET, "x");
    vault.secrets().delete(SECRET);

    List<Observed> observed = examine("erp");

    assertThat(of(SECRET, observed).advice().orElseThrow())
        .startsWith("az keyvault secret recover --vault-name ")
        .endsWith("--name " + SECRET);
    assertThat(of("rights on " + SECRET, observed).text()).isEqualTo("get, list, update");
    assertThat(vault.secrets().isDeleted(SECRET)).isTrue();
  }

  @Test
  void aNewestVersionWithoutADateOrThatIsDisabledIsSaid() {
    vault.secrets().set(SECRET, "x");
    assertThat(of(SECRET, examine("erp")).text()).contains("has no date of its end");

    vault.secrets().enable(SECRET, vault.secrets().current(SECRET).id(), false);
    assertThat(of(SECRET, examine("erp")).text())
        .isEqualTo("its newest version is disabled: plain readers get an error");
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1"})
  void ofTwoVersionsOfOneSecondTheTagTellsTheNewest(String dated, String plain) {
    Map<String, Object> first =
        Map.of("id", "x/2", "attributes", Map.of("created", 5, "exp", 9), "tags", tag(dated));
    Map<String, Object> second =
        Map.of("id", "x/1", "attributes", Map.of("created", 5), "tags", tag(plain));

    for (List<?> listed : List.of(List.of(first, second), List.of(second, first))) {
      assertThat(Verdicts.newest("v", SECRET, Answer.of(Map.of("value", listed))).get(0).level())
          .isEqualTo(dated.equals("2") ? Level.OK : Level.WARNING);
    }
  }

  private static Map<String, String> tag(String text) {
    return Map.of("halfturn-order", text);
  }

  @Test
  void ofAccessPoliciesItIsSaidWhatTheyWant() {
    assertThat(
            Verdicts.rights(
                    "rights",
                    Map.of(
                        "get",
                        Answer.of(
                            Optional.of(
                                new dev.halfturn.store.azure.call.Refusal(
                                    403, "Forbidden", "AccessDenied")),
                            new HalfturnException(
                                Problem.of(ErrorCode.PERMISSION_DENIED, "refused")))))
                .advice()
                .orElseThrow())
        .contains("access policies");
  }
}
