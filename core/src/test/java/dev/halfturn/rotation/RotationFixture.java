// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.TrialResult.Verdict;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.WakePlan;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.RecordingNotifier;
import dev.halfturn.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** One application, its store, a clock and an Amazon to ask; all in memory. */
final class RotationFixture implements AutoCloseable {

  static final String APP = "erp";
  static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  final SettableClock clock = new SettableClock(START);
  final AmazonSimulator amazon = AmazonSimulator.builder().clock(clock).seed(1).build();
  final SimulatedApp app = amazon.addApp(APP);
  final InMemorySecretStore store = new InMemorySecretStore(clock);
  final RecordingNotifier mail = new RecordingNotifier(clock);
  final Map<String, WakePlan> armed = new TreeMap<>();
  private final Random random = new Random(7); // one for all, or else all ids would be the same
  final List<String> forgotten = new ArrayList<>();
  final List<RotationListener.Step> steps = new ArrayList<>();

  RotationPolicy policy = RotationPolicy.DEFAULT;
  AppFacts facts = primaryUser("primary@example.com");

  /** What stands between the rotator and its store, trial and callbacks. */
  UnaryOperator<SecretStore> storeWrapper = UnaryOperator.identity();

  /** Whether Amazon cannot be reached. */
  boolean outage;

  /** How far Amazon's clock is ahead of ours. */
  Duration amazonAhead = Duration.ZERO;

  /** Whether Amazon's answers tell its time. */
  boolean amazonTellsTime = true;

  final RecordingAudit audit = new RecordingAudit();
  RotationHooks hooks = RotationHooks.NONE;

  int trials;

  RotationFixture() {
    put(CredentialNames.clientId(APP), app.clientId());
    put(CredentialNames.clientSecret(APP), app.secret());
    amazon.oracles().keptIn(app, name -> stored(SecretName.of(name)).map(SecretValue::revealUtf8));
  }

  Secrets secrets() {
    return new Secrets("memory", storeWrapper.apply(store));
  }

  RotationContext context() {
    return new RotationContext(secrets(), policy, clock, random, Ownership.ALL, audit, hooks);
  }

  /** Nobody has sellers, and everybody has this primary user. */
  static AppFacts primaryUser(String address) {
    return new AppFacts() {
      @Override
      public Optional<String> primaryUser(String app) {
        return Optional.of(address);
      }

      @Override
      public SortedMap<String, Instant> authorizations(String app) {
        return Collections.emptySortedMap();
      }
    };
  }

  RotationTracker tracker() {
    return tracker(Map.of("mail", mail));
  }

  RotationTracker tracker(Map<String, Notifier> notifiers) {
    return new RotationTracker(
        context(), notifiers, facts, (status, plan) -> armed.put(status.app(), plan));
  }

  Rotator rotator() {
    return new Rotator(context(), this::attempt, forgotten::add, tracker()::check);
  }

  TrialResult attempt(String name, SecretValue secret) {
    trials++;
    amazon.oracles().check("at a trial");
    if (outage) {
      return new TrialResult(Verdict.NO_VERDICT, "no answer", Optional.empty());
    }
    String value = secret.revealUtf8();
    Optional<Instant> time =
        Optional.of(clock.instant().plus(amazonAhead)).filter(known -> amazonTellsTime);
    if (!app.accepts(value)) {
      return new TrialResult(Verdict.REFUSED, "exchange: invalid_client", time);
    }
    return app.works(value)
        ? new TrialResult(Verdict.ACCEPTED, "exchange 200, probe 200", time)
        : new TrialResult(Verdict.EXPIRED_AT_SP_API, "exchange 200, probe 403 expired", time);
  }

  /** The person presses the button in Amazon's console. */
  SecretValue pressButton() {
    return SecretValue.ofUtf8(app.rotateInConsole());
  }

  RotationOutcome accept(SecretValue secret) {
    RotationOutcome outcome = rotator().accept(APP, secret, Optional.empty(), steps::add);
    amazon.oracles().handedOver(secret.revealUtf8());
    judge("after a secret was handed over");
    return outcome;
  }

  RotationOutcome resume() {
    return rotator().resume(APP, steps::add);
  }

  Optional<SecretValue> stored(SecretName name) {
    return store.find(name).map(StoredSecret::value);
  }

  SecretValue current() {
    return stored(CredentialNames.clientSecret(APP)).orElseThrow();
  }

  Optional<SecretValue> previous() {
    return stored(CredentialNames.previous(APP));
  }

  Inbox inbox() {
    SecretName name = CredentialNames.inbox(APP);
    return stored(name).map(json -> InboxCodec.decode(name, json)).orElse(Inbox.EMPTY);
  }

  RotationRecord record() {
    SecretName name = CredentialNames.rotation(APP);
    return RecordCodec.decode(name, stored(name).orElseThrow());
  }

  /** Puts an item into the inbox behind the rotator's back. */
  void putInInbox(SecretValue value, Instant eventTime, InboxItem.State state, Instant expiresAt) {
    InboxItem item =
        new InboxItem(
            "key-" + record().key().of(value).hex(),
            value,
            eventTime,
            Optional.of(
                Expiry.ofEnd(expiresAt, RotationPolicy.DEFAULT.lifetime(), Provenance.DECLARED)),
            Optional.empty(),
            eventTime,
            state);
    store.put(CredentialNames.inbox(APP), InboxCodec.encode(inbox().with(item)));
  }

  void put(SecretName name, String value) {
    store.put(name, SecretValue.ofUtf8(value));
  }

  /** No secret is lost, and the current or the previous one exchanges. */
  void judge(String moment) {
    amazon.oracles().check(moment);
    amazon.oracles().verify();
  }

  /** The same, and each of these still is in the store. */
  void assertNoSecretLost(List<SecretValue> handedOver) {
    handedOver.forEach(secret -> amazon.oracles().handedOver(secret.revealUtf8()));
    judge("in the end");
  }

  /** Whatever a test is about, nothing was lost in it. */
  @Override
  public void close() {
    amazon.close();
  }
}
