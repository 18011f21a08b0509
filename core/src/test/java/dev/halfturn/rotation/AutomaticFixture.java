// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SecretOracles;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.ClientCredential;
import dev.halfturn.token.Grant;
import dev.halfturn.token.Scopes;
import dev.halfturn.token.TokenExchange;
import dev.halfturn.token.TokenReply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The fixture of rotations with an issuer, on the day before a rotation is due. */
final class AutomaticFixture implements AutoCloseable {

  static final Duration MOMENT = Duration.ofSeconds(20);

  final RotationFixture here = new RotationFixture();
  final SimulatedIssuer issuer = new SimulatedIssuer(here.amazon);
  final List<String> apps = new ArrayList<>(List.of(APP));
  final Random random = new Random(3);
  final Endpoints endpoints =
      Endpoints.builder()
          .allowCustom(true)
          .lwa(here.amazon.lwaEndpoint().toString())
          .spApi(SpApiRegion.NA, here.amazon.spApi(Region.NA).toString())
          .build();
  final TokenExchange exchange = new TokenExchange(endpoints, here.clock);
  final SecretOracles oracles = here.amazon.oracles();
  Ownership ownership = Ownership.ALL;
  SecretTrial trial = here::attempt;
  AutomaticRotation automatic;

  AutomaticFixture() {
    here.policy = RotationPolicy.DEFAULT.withAutomatic(new AutomaticPolicy(true, Optional.empty()));
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
    here.tracker().test("mail", List.of(APP));
    here.clock.advance(Duration.ofDays(149));
    drainNotices();
    restart();
  }

  /** As another process. */
  void restart() {
    automatic = process();
  }

  AutomaticRotation process() {
    RotationTracker tracker = here.tracker();
    return new AutomaticRotation(
        context(), trial, issuer, new Access(), tracker::check, tracker::alarm);
  }

  Rotator rotator() {
    return new Rotator(context(), trial, here.forgotten::add, here.tracker()::check);
  }

  RotationContext context() {
    return new RotationContext(
        here.secrets(), here.policy, here.clock, random, ownership, here.audit, here.hooks);
  }

  /** Amazon's own expiry notices so far are none of the test's business. */
  private void drainNotices() {
    here.amazon
        .queue()
        .receive(10, Duration.ofHours(1))
        .forEach(message -> here.amazon.queue().delete(message.receiptHandle()));
  }

  /** What a process does when it is woken. */
  RequestOutcome wake() {
    rotator().resume(APP);
    here.tracker().check(APP);
    return automatic.goOn(APP);
  }

  /** What the thread of the queue does. */
  Reception receive() {
    Reception reception = automatic.receive(Duration.ZERO);
    reception.apps().forEach(app -> rotator().resume(app));
    return reception;
  }

  /** Lets days, hours or minutes pass, waking up after each step. */
  void pass(Duration time, Duration step) {
    Instant end = here.clock.instant().plus(time);
    while (here.clock.instant().isBefore(end)) {
      here.clock.advance(step);
      receive();
      wake();
    }
  }

  Optional<SecretRequest> request() {
    return here.record().request();
  }

  SecretValue newest() {
    return SecretValue.ofUtf8(here.app.secret());
  }

  final class Access implements RequestAccess {
    @Override
    public TokenReply token(String app, SecretValue clientSecret) {
      issuer.effects.accept("before the token");
      TokenReply reply =
          exchange.exchange(
              new ClientCredential(here.app.clientId(), clientSecret),
              Grant.ClientCredentials.of(Set.of(Scopes.CLIENT_CREDENTIAL_ROTATION)));
      issuer.bought = true;
      issuer.effects.accept("after the token");
      return reply;
    }

    @Override
    public URI spApi(String app) {
      return endpoints.spApi(SpApiRegion.NA);
    }

    @Override
    public Optional<String> clientId(String app) {
      return here.stored(CredentialNames.clientId(app)).map(SecretValue::revealUtf8);
    }

    @Override
    public List<String> apps() {
      return apps;
    }
  }

  @Override
  public void close() {
    here.close();
  }
}
