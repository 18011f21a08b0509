// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.rotation.TrialResult.Verdict;
import dev.halfturn.secrets.AppSettings;
import dev.halfturn.secrets.Applications;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spapi.SpApiProbe;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.SettableClock;
import dev.halfturn.token.TokenExchange;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Amazon's answers, by HTTP from the simulator. */
class AmazonTrialTest {

  private static final String APP = "erp";

  private final SettableClock clock = SettableClock.at("2026-07-01T09:00:00Z");
  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(clock).seed(1).build();
  private final SimulatedApp simulated = amazon.addApp(APP);
  private final Secrets secrets = new Secrets("memory", new InMemorySecretStore(clock));
  private final Applications applications =
      new Applications(
          secrets,
          Set.of(),
          app -> listing(),
          (app, secret, besides) -> secrets.put(CredentialNames.clientSecret(app), secret),
          app -> {},
          (app, seller) -> {});
  private SortedSet<String> listed = new TreeSet<>();
  private AmazonTrial trial;

  @BeforeEach
  void open() {
    secrets.put(CredentialNames.clientId(APP), SecretValue.ofUtf8(simulated.clientId()));
    secrets.put(CredentialNames.clientSecret(APP), SecretValue.ofUtf8(simulated.secret()));
    Endpoints.Builder endpoints =
        Endpoints.builder().allowCustom(true).lwa(amazon.lwaEndpoint().toString());
    for (SpApiRegion region : SpApiRegion.values()) {
      endpoints.spApi(region, amazon.spApi(Region.valueOf(region.name())).toString());
    }
    Endpoints built = endpoints.build();
    trial =
        new AmazonTrial(
            new TokenExchange(built, clock),
            new SpApiProbe(built, clock),
            applications,
            new StoredCredentials(secrets, clock));
  }

  @AfterEach
  void close() {
    amazon.close();
  }

  private AppSettings listing() {
    return new AppSettings(
        Optional.empty(), Optional.empty(), Optional.empty(), listed, new TreeMap<>());
  }

  private void addSeller(String name, Region region) {
    String token = simulated.addSeller(name, region).refreshToken();
    store(name, token, SpApiRegion.parse(region.name()));
  }

  private void store(String name, String token, SpApiRegion region) {
    applications.addSeller(
        new NewSeller(APP, name, SecretValue.ofUtf8(token), Optional.of(region), false));
  }

  private TrialResult attempt(String secret) {
    return trial.attempt(APP, SecretValue.ofUtf8(secret));
  }

  @Test
  void aGoodSecretIsExchangedAndProbed() {
    addSeller("acme-eu", Region.EU);

    TrialResult result = attempt(simulated.secret());

    assertThat(result.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(result.text())
        .matches("exchange as seller 'acme-eu' 200 in \\d+ ms, SP-API 200 in \\d+ ms");
    assertThat(result.serverTime()).contains(clock.instant());
  }

  @Test
  void aWrongSecretIsRefused() {
    addSeller("acme", Region.NA);

    TrialResult result = attempt("amzn1.oa2-cs.v1." + "0".repeat(64));

    assertThat(result.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(result.serverTime()).isPresent();
  }

  @Test
  void aRefusalByOneSellerIsEnough() {
    addSeller("acme", Region.NA);
    addSeller("beta", Region.NA);
    long before = amazon.log().calls(Endpoint.TOKEN);

    attempt("amzn1.oa2-cs.v1." + "0".repeat(64));

    assertThat(amazon.log().calls(Endpoint.TOKEN) - before).isEqualTo(1);
  }

  @Test
  void anOverdueSecretExchangesButIsExpiredAtTheSpApi() {
    addSeller("acme", Region.NA);
    clock.advance(Duration.ofDays(181));

    TrialResult result = attempt(simulated.secret());

    assertThat(result.verdict()).isEqualTo(Verdict.EXPIRED_AT_SP_API);
    assertThat(result.text()).contains("SP-API 403").contains("secret expired");
  }

  @Test
  void aSellerWhoLeftIsPassedOver() {
    store("aaa-left", "Atzr|nobody-knows-this-token", SpApiRegion.NA);
    addSeller("zzz-here", Region.NA);

    assertThat(attempt(simulated.secret()).text()).contains("zzz-here");
  }

  @Test
  void aListedSellerWithoutTokenIsPassedOver() {
    listed = new TreeSet<>(Set.of("aaa", "zzz-here"));
    addSeller("zzz-here", Region.NA);

    assertThat(attempt(simulated.secret()).text()).contains("zzz-here");
  }

  @Test
  void withoutSellerTheScopeForRotatingIsTried() {
    TrialResult good = attempt(simulated.secret());
    TrialResult bad = attempt("amzn1.oa2-cs.v1." + "0".repeat(64));

    assertThat(good.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(good.text()).contains("without a seller").contains("SP-API not tried");
    assertThat(bad.verdict()).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void withNothingToTryItWithNothingIsLearned() {
    store("left", "Atzr|nobody-knows-this-token", SpApiRegion.NA);
    amazon.faults().order(Endpoint.TOKEN, Fault.lwaError(400, "invalid_grant", "gone"), 1);
    amazon.faults().order(Endpoint.TOKEN, Fault.lwaError(400, "unauthorized_client", "no"), 1);

    TrialResult result = attempt(simulated.secret());

    assertThat(result.verdict()).isEqualTo(Verdict.NO_VERDICT);
    assertThat(result.text()).contains("no seller with a valid authorization");
  }

  @Test
  void amazonsTroubleIsNoVerdict() {
    addSeller("acme", Region.NA);
    amazon.faults().order(Endpoint.TOKEN, Fault.html(403));

    assertThat(attempt(simulated.secret()).verdict()).isEqualTo(Verdict.NO_VERDICT);
  }

  @Test
  void anyOtherAnswerOfTheSpApiDoesNotCount() {
    addSeller("acme", Region.NA);
    amazon.faults().order(Endpoint.PROBE, Fault.status(503), 1);
    assertThat(attempt(simulated.secret()).verdict()).isEqualTo(Verdict.ACCEPTED);

    amazon.faults().order(Endpoint.PROBE, Fault.reset());
    TrialResult result = attempt(simulated.secret());
    assertThat(result.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(result.text()).contains("did not answer");
  }

  @Test
  void aRefreshTokenAmazonChangesIsStored() {
    addSeller("acme", Region.NA);
    SecretValue before = secrets.get(CredentialNames.refreshToken(APP, "acme")).value();
    amazon.rules(amazon.rules().withRefreshTokensChange(true));

    assertThat(attempt(simulated.secret()).verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(secrets.get(CredentialNames.refreshToken(APP, "acme")).value()).isNotEqualTo(before);
    assertThat(attempt(simulated.secret()).verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void atMostFiveSellersAreTried() {
    for (int i = 1; i <= 7; i++) {
      store("left-" + i, "Atzr|nobody-knows-this-token-" + i, SpApiRegion.NA);
    }
    long before = amazon.log().calls(Endpoint.TOKEN);

    assertThat(attempt(simulated.secret()).text()).contains("without a seller");
    assertThat(amazon.log().calls(Endpoint.TOKEN) - before).isEqualTo(6);
  }

  @Test
  void anApplicationWithoutClientIdIsNotFound() {
    assertThatThrownBy(() -> trial.attempt("other", SecretValue.ofUtf8(simulated.secret())))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }
}
