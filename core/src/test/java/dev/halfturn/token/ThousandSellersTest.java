// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.rotation.AmazonTrial;
import dev.halfturn.rotation.AppFacts;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationContext;
import dev.halfturn.rotation.RotationListener;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.RotationPolicy;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.rotation.StoredCredentials;
import dev.halfturn.secrets.AppSettings;
import dev.halfturn.secrets.Applications;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spapi.ProbeResult;
import dev.halfturn.spapi.SpApiProbe;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.InMemorySecretStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application in heavy use goes through a rotation, and nobody notices. */
class ThousandSellersTest {

  private static final String APP = "erp";
  private static final int SELLERS = 1_000;
  private static final int THREADS = 64;

  /** One exchange of the cache's. */
  private record Exchange(SecretValue refreshToken, long hour, SecretValue clientSecret) {}

  private final TestTime time = new TestTime();
  private final Instant start = time.instant();
  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(time).seed(1).build();
  private final SimulatedApp app = amazon.addApp(APP);
  private final Secrets secrets = new Secrets("memory", new InMemorySecretStore(time));
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private SpApiProbe calls;
  private AccessTokens tokens;
  private RotationTracker tracker;
  private Rotator rotator;

  @BeforeEach
  void open() {
    amazon.rules(amazon.rules().withProbeLimited(false));
    put(CredentialNames.clientId(APP), app.clientId());
    put(CredentialNames.clientSecret(APP), app.secret());
    for (int i = 0; i < SELLERS; i++) {
      put(
          CredentialNames.refreshToken(APP, seller(i)),
          app.addSeller(seller(i), Region.NA).refreshToken());
    }
    Endpoints endpoints =
        Endpoints.builder()
            .allowCustom(true)
            .lwa(amazon.lwaEndpoint().toString())
            .spApi(SpApiRegion.NA, amazon.spApi(Region.NA).toString())
            .build();
    TokenExchange exchange = new TokenExchange(endpoints, time);
    StoredCredentials credentials = new StoredCredentials(secrets, time);
    calls = new SpApiProbe(endpoints, time);
    tokens =
        AccessTokens.builder(counting(exchange), credentials)
            .clock(time)
            .nanos(time)
            .random(new Random(3))
            .build();
    RotationContext context =
        new RotationContext(secrets, RotationPolicy.DEFAULT, time, new Random(1));
    tracker = new RotationTracker(context, Map.of(), noFacts(), (status, plan) -> {});
    rotator =
        new Rotator(
            context,
            new AmazonTrial(exchange, calls, applications(), credentials),
            tokens::forget,
            tokens::rereadSecret,
            name -> {});
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    tokens.close();
    amazon.close();
  }

  /** In the middle of its tokens' lives, and when all of them have just ended. */
  @ParameterizedTest
  @ValueSource(ints = {20, 60})
  void goThroughARotationWithoutAFailedCallAndWithOneExchangeAnHour(int minute) throws Exception {
    madeBefore(Duration.ofDays(150));
    SecretValue old = SecretValue.ofUtf8(app.secret());

    everybodyCalls();
    pass(minute);
    SecretValue next = SecretValue.ofUtf8(app.rotateInConsole());
    assertThat(everybodyCallsWhile(() -> accept(next)).kind())
        .isEqualTo(RotationOutcome.Kind.FINISHED);
    if (minute < 60) {
      pass(60 - minute);
      everybodyCalls();
    }
    pass(60);
    everybodyCalls();
    pass(7 * 24 * 60); // the old secret is dead by now
    everybodyCalls();

    assertThat(failed).isEmpty();
    assertThat(exchanges.stream().map(done -> done.refreshToken().revealUtf8() + done.hour()))
        .doesNotHaveDuplicates()
        .hasSize(4 * SELLERS);
    assertThat(secretsOf(0)).containsExactly(old);
    assertThat(secretsOf(2)).containsExactly(next);
    assertThat(secretsOf(7 * 24 + 2)).containsExactly(next);
  }

  @Test
  void areServedAtOnceWhereTheOldSecretWasOverdue() throws Exception {
    madeBefore(Duration.ofDays(181));
    time.pass(Duration.ofDays(181)); // for the simulator, which has just made it
    everybodyCalls();
    assertThat(failed).hasSize(SELLERS).allMatch(call -> call.endsWith(" 403"));
    failed.clear();

    accept(SecretValue.ofUtf8(app.rotateInConsole()));
    everybodyCalls();

    assertThat(failed).isEmpty();
  }

  private void pass(int minutes) {
    time.pass(Duration.ofMinutes(minutes));
  }

  private void madeBefore(Duration age) {
    tracker.check(APP);
    tracker.declareIssued(APP, time.instant().minus(age), Provenance.DECLARED);
  }

  /** Made just now, as the console says. */
  private RotationOutcome accept(SecretValue fresh) {
    Instant end = time.instant().plus(RotationPolicy.DEFAULT.lifetime());
    return rotator.accept(APP, fresh, Optional.of(end), RotationListener.NONE);
  }

  private Set<SecretValue> secretsOf(long hour) {
    return exchanges.stream()
        .filter(done -> done.hour() == hour)
        .map(Exchange::clientSecret)
        .collect(Collectors.toSet());
  }

  private Exchanger counting(TokenExchange exchange) {
    return (client, grant) -> {
      exchanges.add(
          new Exchange(
              ((Grant.RefreshToken) grant).token(),
              Duration.between(start, time.instant()).toHours(),
              client.clientSecret()));
      return exchange.exchange(client, grant);
    };
  }

  private void everybodyCalls() throws Exception {
    everybodyCallsWhile(() -> null);
  }

  /** Each seller once and until that is done, many at a time. */
  private <T> T everybodyCallsWhile(Callable<T> work) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    List<Future<?>> callers = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      callers.add(
          threads.submit(
              () -> {
                do {
                  for (int i = first; i < SELLERS; i += THREADS) {
                    call(seller(i));
                  }
                } while (done.getCount() > 0);
              }));
    }
    try {
      return work.call();
    } finally {
      done.countDown();
      for (Future<?> caller : callers) {
        caller.get();
      }
    }
  }

  private void call(String seller) {
    try {
      AccessToken token = tokens.forSeller(APP, seller).get();
      ProbeResult answer = calls.probe(SpApiRegion.NA, token);
      if (answer.status() != 200) {
        failed.add(seller + " " + answer.status());
      }
    } catch (HalfturnException e) {
      failed.add(seller + " " + e.getMessage());
    }
  }

  private static String seller(int number) {
    return "seller-" + number;
  }

  private void put(SecretName name, String value) {
    secrets.put(name, SecretValue.ofUtf8(value));
  }

  private Applications applications() {
    return new Applications(
        secrets,
        Set.of(),
        name -> AppSettings.NONE,
        (name, secret, besides) -> {},
        name -> {},
        (name, seller) -> {});
  }

  private static AppFacts noFacts() {
    return new AppFacts() {
      @Override
      public Optional<String> primaryUser(String name) {
        return Optional.empty();
      }

      @Override
      public SortedMap<String, Instant> authorizations(String name) {
        return Collections.emptySortedMap();
      }
    };
  }
}
