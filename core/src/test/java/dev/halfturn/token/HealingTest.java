// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.token.CredentialEvent.CredentialRejected;
import dev.halfturn.token.CredentialEvent.FallbackInUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealingTest {

  private final CacheBed bed = new CacheBed();

  @AfterEach
  void close() {
    bed.close();
  }

  private void accept(String... secrets) {
    bed.amazon.secrets.clear();
    bed.amazon.secrets.addAll(List.of(secrets));
  }

  @Test
  void aReaderOnTheOldSecretFindsTheNewOneInTheStore() {
    bed.get("a");
    bed.store.current = "newer";
    bed.store.previous = Optional.of("current");
    accept("newer");

    assertThat(bed.get("b")).isNotNull();
    assertThat(bed.get("c")).isNotNull();

    assertThat(bed.amazon.presented()).containsExactly("current", "current", "newer", "newer");
    assertThat(bed.events).isEmpty();
  }

  @Test
  void eachExchangeSaysWithWhichSecretItWasMade() {
    bed.get("a");
    bed.store.previous = Optional.of("before");
    accept("before");
    bed.get("b");
    bed.get("c");

    assertThat(bed.uses)
        .containsExactly(SecretOrigin.CURRENT, SecretOrigin.PREVIOUS, SecretOrigin.PREVIOUS);
  }

  @Test
  void theInboxIsTriedFromItsNewest() {
    bed.store.inbox = List.of("in-2", "in-1");
    bed.store.previous = Optional.of("before");
    accept("in-1");

    bed.get("a");

    assertThat(bed.amazon.presented()).containsExactly("current", "in-2", "in-1");
    assertThat(bed.events).containsExactly(new FallbackInUse("erp", SecretOrigin.INBOX));
  }

  @Test
  void thePreviousOneIsTheLastResort() {
    bed.store.inbox = List.of("in-1");
    bed.store.previous = Optional.of("before");
    accept("before");

    bed.get("a");
    bed.get("b");

    assertThat(bed.amazon.presented()).containsExactly("current", "in-1", "before", "before");
    assertThat(bed.events).containsExactly(new FallbackInUse("erp", SecretOrigin.PREVIOUS));
  }

  @Test
  void whatAmazonHasRefusedComesAfterThePreviousOne() {
    bed.store.refused = List.of("in-2", "in-1");
    bed.store.previous = Optional.of("before");
    accept("before");

    bed.get("a");

    assertThat(bed.amazon.presented()).containsExactly("current", "before");
    assertThat(bed.events).containsExactly(new FallbackInUse("erp", SecretOrigin.PREVIOUS));
  }

  @Test
  void whatAmazonHasRefusedIsTriedAllTheSame() {
    bed.store.refused = List.of("in-2", "in-1");
    accept("in-1");

    bed.get("a");

    assertThat(bed.amazon.presented()).containsExactly("current", "in-2", "in-1");
    assertThat(bed.events).containsExactly(new FallbackInUse("erp", SecretOrigin.INBOX));
  }

  @Test
  void threeExchangesAreAll() {
    bed.store.inbox = List.of("in-3", "in-2", "in-1");
    bed.store.previous = Optional.of("before");
    accept("before");

    HalfturnException failure = bed.failure("a");

    assertThat(failure.reason()).isEqualTo("CREDENTIAL_REJECTED");
    assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(failure)
        .hasMessage(
            "erp: none of 3 client secrets works: amazon refused the client id or the client"
                + " secret");
    assertThat(bed.amazon.presented()).containsExactly("current", "in-3", "in-2");
    assertThat(bed.events).containsExactly(new CredentialRejected("erp"));
  }

  @Test
  void equalSecretsAreTriedOnce() {
    bed.store.inbox = List.of("current", "current");
    bed.store.previous = Optional.of("current");
    accept();

    assertThat(bed.failure("a")).hasMessageStartingWith("erp: amazon refused the client id");
    assertThat(bed.amazon.calls()).isEqualTo(1);
  }

  @Test
  void aRejectionIsTheWholeApplications() {
    accept();
    bed.failure("a");
    for (int i = 0; i < 1000; i++) {
      assertThat(bed.failure("seller-" + i).reason()).isEqualTo("CREDENTIAL_REJECTED");
    }
    assertThat(bed.amazon.calls()).isEqualTo(1);
    assertThat(bed.events).hasSize(1);
    accept("current");
    assertThat(bed.tokens.forSeller("shop", "a").get()).isNotNull();
    assertThat(bed.failure("a").reason()).isEqualTo("CREDENTIAL_REJECTED");
    bed.time.pass(Duration.ofSeconds(1));
    assertThat(bed.get("a")).isNotNull();
    assertThat(bed.get("b")).isNotNull();
  }

  @Test
  void aRejectedApplicationIsTriedMoreAndMoreSeldom() {
    accept();
    for (int second = 0; second < 3600; second++) {
      bed.failure("seller-" + second % 100);
      bed.time.pass(Duration.ofSeconds(1));
    }
    assertThat(bed.amazon.calls()).isBetween(9 + 10, 9 + 15);
  }

  @Test
  void aRejectedApplicationsValidTokensGoOnServing() {
    String token = bed.get("a");
    accept();
    bed.failure("b");
    assertThat(bed.get("a")).isEqualTo(token);
    bed.time.pass(Duration.ofMinutes(56));
    assertThat(bed.get("a")).isEqualTo(token);
    bed.runBackground();
    assertThat(bed.get("a")).isEqualTo(token);
    bed.time.pass(Duration.ofMinutes(5));
    assertThat(bed.failure("a").reason()).isEqualTo("CREDENTIAL_REJECTED");
  }

  @Test
  void aRotationClearsTheRejection() {
    accept();
    bed.failure("a");
    bed.store.current = "newer";
    accept("newer");
    bed.tokens.forget("erp");
    assertThat(bed.get("a")).isNotNull();
    assertThat(bed.amazon.presented()).containsExactly("current", "newer");
  }

  @Test
  void aRefusedSellerNeverTouchesTheSecret() {
    bed.store.inbox = List.of("in-1");
    bed.amazon.revoked.add("Atzr|erp/a");
    assertThat(bed.failure("a").reason()).isEqualTo("SELLER_REVOKED");
    assertThat(bed.amazon.presented()).containsExactly("current");
    assertThat(bed.store.clientReads).hasValue(1);
    assertThat(bed.events).isEmpty();
  }

  @Test
  void aSecretIsFoundEvenWhenItsFirstSellerIsRevoked() {
    bed.store.inbox = List.of("in-1");
    accept("in-1");
    bed.amazon.revoked.add("Atzr|erp/a");

    assertThat(bed.failure("a").reason()).isEqualTo("SELLER_REVOKED");
    assertThat(bed.get("b")).isNotNull();

    assertThat(bed.amazon.presented()).containsExactly("current", "in-1", "in-1");
    assertThat(bed.events).containsExactly(new FallbackInUse("erp", SecretOrigin.INBOX));
  }

  @Test
  void amazonsFailureDuringTheSearchIsNoVerdict() {
    bed.store.inbox = List.of("in-1");
    accept("in-1");
    AtomicInteger calls = new AtomicInteger();
    bed.amazon.before =
        () -> {
          if (calls.incrementAndGet() == 2) {
            throw Fakes.unavailable();
          }
        };
    assertThat(bed.failure("a").reason()).isEqualTo("AMAZON_UNAVAILABLE");
    assertThat(bed.events).isEmpty();
    bed.passPause();
    assertThat(bed.get("a")).isNotNull();
  }

  @Test
  void aRepairedCurrentSecretIsUsedAgain() {
    bed.store.previous = Optional.of("before");
    accept("before");
    bed.get("a");
    bed.store.current = "repaired";
    accept("before", "repaired");
    bed.time.pass(AppCredential.REREAD);
    bed.get("b");
    assertThat(bed.amazon.presented()).containsExactly("current", "before", "repaired");
  }

  @Test
  void manySellersShareOneSearch() throws Exception {
    bed.get("warm");
    bed.store.current = "newer";
    accept("newer");
    AtomicInteger next = new AtomicInteger();
    bed.amazon.clients.clear();

    List<Object> all = CacheBed.together(50, () -> bed.get("seller-" + next.incrementAndGet()));

    assertThat(Set.copyOf(all)).hasSize(50);
    assertThat(all).allSatisfy(token -> assertThat(token).asString().startsWith("Atza|"));
    assertThat(bed.amazon.calls()).isLessThanOrEqualTo(100);
    assertThat(bed.store.clientReads.get()).isBetween(2, 3);
  }

  @Test
  void manySellersShareOneRejection() throws Exception {
    bed.get("warm");
    accept();
    AtomicInteger next = new AtomicInteger();
    bed.amazon.clients.clear();
    List<Object> all = CacheBed.together(50, () -> bed.get("seller-" + next.incrementAndGet()));
    assertThat(all).allSatisfy(e -> assertThat(e).isInstanceOf(TokenException.class));
    assertThat(bed.amazon.calls()).isLessThanOrEqualTo(50);
    assertThat(bed.events).containsExactly(new CredentialRejected("erp"));
  }

  @Test
  void aSecretThatSomebodyElseChangedIsReportedWhenItIsReadAgain() {
    List<String> changed = new ArrayList<>();
    try (CacheBed here = new CacheBed(builder -> builder.changes(changed::add))) {
      here.amazon.secrets.add("new");
      here.get("acme");
      here.store.current = "new";
      here.time.pass(Duration.ofMinutes(4));
      here.get("beta");
      assertThat(changed).isEmpty(); // it was not read again
      here.time.pass(Duration.ofMinutes(2));
      here.get("gamma");
      here.get("delta");
      assertThat(changed).containsExactly("erp");

      here.store.current = "current";
      here.tokens.forget("erp");
      here.get("acme");
      assertThat(changed).containsExactly("erp"); // who forgets knows
    }
  }

  @Test
  void whoCannotBeToldOfAChangeFailsNoExchangeAndIsToldAgainAtTheNextReading() throws Exception {
    List<String> heard = new ArrayList<>();
    AtomicReference<RuntimeException> fails =
        new AtomicReference<>(
            new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "the scheduler is away")));
    try (CacheBed here =
        new CacheBed(
            builder ->
                builder.changes(
                    app -> {
                      heard.add(app);
                      if (fails.get() != null) {
                        throw fails.get();
                      }
                    }))) {
      here.amazon.secrets.add("new");
      here.get("acme");
      here.store.current = "new";
      here.time.pass(Duration.ofMinutes(6));
      here.get("beta");
      assertThat(here.amazon.presented()).containsExactly("current", "new");
      assertThat(here.events).isEmpty(); // the store is well
      here.time.pass(Duration.ofMinutes(6));
      here.get("gamma");
      fails.set(null);
      here.time.pass(Duration.ofMinutes(6));
      here.get("delta");
      here.time.pass(Duration.ofMinutes(6));
      here.get("epsilon");
      assertThat(heard).containsExactly("erp", "erp", "erp");
    }
  }

  @Test
  void othersReadTheSecretWhileSomebodyIsToldOfAChange() throws Exception {
    AtomicReference<CacheBed> bedOfThis = new AtomicReference<>();
    AtomicReference<String> meanwhile = new AtomicReference<>();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (CacheBed here =
        new CacheBed(
            builder ->
                builder.changes(
                    app -> {
                      bedOfThis.get().time.pass(Duration.ofMinutes(6)); // so it has to read
                      Future<String> token = other.submit(() -> bedOfThis.get().get("other"));
                      meanwhile.set(within10Seconds(token));
                    }))) {
      bedOfThis.set(here);
      here.amazon.secrets.add("new");
      here.get("acme");
      here.store.current = "new";
      here.time.pass(Duration.ofMinutes(6));

      here.get("beta");

      assertThat(meanwhile.get()).isNotNull();
    } finally {
      other.shutdownNow();
    }
  }

  private static String within10Seconds(Future<String> token) {
    try {
      return token.get(10, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      return null;
    }
  }
}
