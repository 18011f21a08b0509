// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.Rules;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.simulator.SimulatedSeller;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.CredentialEvent;
import dev.halfturn.token.Fault;
import dev.halfturn.token.TokenException;
import dev.halfturn.token.TokenExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers of tokens while client secrets come and go, on a store and a simulated Amazon. */
class TokensAcrossRotationTest {

  private final AmazonSimulator amazon =
      AmazonSimulator.builder().clock(Instant.parse("2026-03-01T12:00:00Z")).build();
  private final SimulatedApp app = amazon.addApp("erp");
  private final SimulatedSeller acme = app.addSeller("acme-us", Region.NA);
  private final InMemorySecretStore store = new InMemorySecretStore(amazon::now);
  private final List<CredentialEvent> events = new CopyOnWriteArrayList<>();
  private AccessTokens tokens;

  @BeforeEach
  void open() {
    put(CredentialNames.clientId("erp").value(), app.clientId());
    put(CredentialNames.clientSecret("erp").value(), app.secret());
    addSeller(acme);
    amazon.oracles().keptIn(app, this::entry);
    Endpoints endpoints =
        Endpoints.builder().allowCustom(true).lwa(amazon.lwaEndpoint().toString()).build();
    tokens =
        AccessTokens.builder(
                new TokenExchange(endpoints, amazon::now),
                new StoredCredentials(new Secrets("memory", store), amazon::now))
            .clock(amazon::now)
            .listener(events::add)
            .build();
  }

  @AfterEach
  void close() {
    tokens.close();
    amazon.close();
  }

  private Optional<String> entry(String name) {
    return store.find(SecretName.of(name)).map(StoredSecret::value).map(SecretValue::revealUtf8);
  }

  private void put(String name, String value) {
    store.put(SecretName.of(name), SecretValue.ofUtf8(value));
  }

  private void addSeller(SimulatedSeller seller) {
    put(CredentialNames.refreshToken("erp", seller.name()).value(), seller.refreshToken());
  }

  private SimulatedSeller newSeller(String name) {
    SimulatedSeller seller = app.addSeller(name, Region.NA);
    addSeller(seller);
    return seller;
  }

  private String get(SimulatedSeller seller) {
    return tokens.forSeller("erp", seller.name()).get().reveal();
  }

  @Test
  void aReaderOnTheDeadSecretFindsTheNewOneWithTwoExchanges() {
    get(acme);
    String next = app.rotateInConsole();
    amazon.advance(Duration.ofDays(7).plusSeconds(1));
    put(CredentialNames.clientSecret("erp").value(), next);
    amazon.log().clear();

    assertThat(get(newSeller("other"))).startsWith("Atza|");

    assertThat(amazon.log().calls(Endpoint.TOKEN)).isEqualTo(2);
    assertThat(events).isEmpty();
  }

  @Test
  void aWrongCurrentSecretIsBridgedByThePreviousOne() {
    put(CredentialNames.previous("erp").value(), app.secret());
    put(CredentialNames.clientSecret("erp").value(), "amzn1.oa2-cs.v1.mistyped");

    assertThat(get(acme)).startsWith("Atza|");

    assertThat(events)
        .singleElement()
        .isInstanceOf(CredentialEvent.FallbackInUse.class)
        .extracting(CredentialEvent::app)
        .isEqualTo("erp");
  }

  @Test
  void theGoodSecretIsFoundBehindTwoWrongPastesAndAWrongReplacement() {
    Secrets secrets = new Secrets("memory", store);
    Rotator rotator =
        new Rotator(
            new RotationContext(secrets, RotationPolicy.DEFAULT, amazon::now, new Random(1)),
            (name, secret) ->
                new TrialResult(TrialResult.Verdict.REFUSED, "refused", Optional.empty()),
            name -> {},
            name -> {});
    rotator.accept("erp", SecretValue.ofUtf8("amzn1.oa2-cs.v1.mistyped"));
    rotator.accept("erp", SecretValue.ofUtf8("amzn1.oa2-cs.v1.mistyped-again"));
    rotator.replace("erp", SecretValue.ofUtf8("amzn1.oa2-cs.v1.mistyped-thrice"), Map.of());

    assertThat(get(acme)).startsWith("Atza|");

    assertThat(amazon.log().calls(Endpoint.TOKEN)).isEqualTo(2);
  }

  @Test
  void aRotationNobodyStoredIsACredentialFault() {
    get(acme);
    app.rotateInConsole();
    amazon.advance(Duration.ofDays(8));
    TokenException failure =
        catchThrowableOfType(TokenException.class, () -> get(newSeller("other")));
    assertThat(failure.fault()).isEqualTo(Fault.CLIENT_SECRET);
    assertThat(failure.error()).contains("invalid_client");
    assertThat(failure).hasMessageStartingWith("erp: amazon refused");
  }

  @Test
  void aRevokedSellerIsNamedAndOthersGoOn() {
    acme.revoke();
    TokenException failure = catchThrowableOfType(TokenException.class, () -> get(acme));
    assertThat(failure.fault()).isEqualTo(Fault.SELLER);
    assertThat(failure).hasMessageStartingWith("erp/acme-us: amazon refused");
    assertThat(get(newSeller("other"))).startsWith("Atza|");

    acme.reauthorize();
    addSeller(acme);
    tokens.forget("erp", "acme-us");
    assertThat(get(acme)).startsWith("Atza|");
  }

  @Test
  void refreshTokensThatChangeWithEachExchangeAreKept() {
    amazon.rules(Rules.defaults().withRefreshTokensChange(true));
    for (int i = 0; i < 5; i++) {
      tokens.forget("erp");
      assertThat(get(acme)).startsWith("Atza|");
      assertThat(store.find(CredentialNames.refreshToken("erp", "acme-us")).orElseThrow().value())
          .isEqualTo(SecretValue.ofUtf8(acme.refreshToken()));
    }
  }
}
