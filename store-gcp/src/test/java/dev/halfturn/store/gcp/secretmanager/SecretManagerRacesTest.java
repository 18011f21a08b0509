// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import static dev.halfturn.store.gcp.secretmanager.SecretManagerWorld.SECRET;
import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.rpc.Code;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testbed.gcp.GcpError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretManagerRacesTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");
  private static final String THEIR_NONCE = "0123456789abcdef";

  private final SecretManagerWorld world = new SecretManagerWorld();
  private final List<Optional<SecretVersion>> others = new ArrayList<>();
  private SecretManagerStore store;

  @BeforeEach
  void begin() {
    store = world.store();
    store.put(NAME, secret("one"));
    world.google.forgetCalls();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private void isClaimed(Duration ago) {
    world.annotate(
        Claim.ANNOTATION, new Claim(2, THEIR_NONCE, world.clock.instant().minus(ago)).text());
  }

  private void assertCurrent(String label) {
    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret(label));
  }

  @Test
  void withoutARaceOneClaimIsMadeAndOneVersion() {
    assertThat(store.putIfVersion(NAME, secret("two"), "1")).map(SecretVersion::id).contains("2");

    assertThat(world.calls())
        .containsExactly(
            "GetSecret",
            "GetSecretVersion",
            "UpdateSecret",
            "AddSecretVersion",
            "AccessSecretVersion");
    assertThat(world.secret().getAnnotationsOrThrow(Claim.ANNOTATION)).startsWith("2|");
  }

  @Test
  void whoIsSeenToBeTooLateWritesNothing() {
    world.google.secrets().add(SECRET, "theirs");

    assertThat(store.putIfVersion(NAME, secret("two"), "1")).isEmpty();
    assertThat(world.calls()).containsExactly("GetSecret", "GetSecretVersion");
  }

  @Test
  void aChangeOfTheSecretInBetweenIsNoLossOfTheRace() {
    world.onceBefore("UpdateSecret", () -> world.annotate("theirs", "kept"));

    assertThat(store.putIfVersion(NAME, secret("two"), "1")).isPresent();
    assertThat(world.google.calls("UpdateSecret")).hasSize(2);
    assertThat(world.secret().getAnnotationsMap()).containsEntry("theirs", "kept");
  }

  @Test
  void aStaleEtagMayAlsoBeCalledAborted() {
    world.google.refuses(
        call ->
            call.method().equals("UpdateSecret") && world.google.calls("UpdateSecret").size() == 1
                ? Optional.of(new GcpError(Code.ABORTED, "stale"))
                : Optional.empty());

    assertThat(store.putIfVersion(NAME, secret("two"), "1")).isPresent();
  }

  @Test
  void aRefusalOfTheClaimIsToldAndNothingIsWritten() {
    world.google.refuses("UpdateSecret", new GcpError(Code.PERMISSION_DENIED, "on purpose"));

    HalfturnException e =
        catchThrowableOfType(
            HalfturnException.class, () -> store.putIfVersion(NAME, secret("two"), "1"));

    assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(world.versions()).hasSize(1);
  }

  @Test
  void whoClaimsSecondWritesNothing() {
    world.onceBefore(
        "UpdateSecret", () -> others.add(world.store().putIfVersion(NAME, secret("theirs"), "1")));

    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isEmpty();
    assertThat(others).singleElement().satisfies(other -> assertThat(other).isPresent());
    assertThat(world.versions()).hasSize(2);
    assertCurrent("theirs");
  }

  @Test
  void aYoungClaimIsWaitedForUntilItsVersionIsThere() {
    isClaimed(Duration.ZERO);
    world.duringPause =
        () -> {
          if (world.pauses.size() == 3) {
            world.google.secrets().add(SECRET, secret("theirs").revealUtf8());
          }
        };

    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isEmpty();
    assertThat(world.pauses).hasSize(3);
    assertCurrent("theirs");
  }

  @Test
  void theClaimOfOneWhoDiedIsTakenOver() {
    isClaimed(Duration.ofSeconds(50));

    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isPresent();
    assertThat(world.waited()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
  }

  @Test
  void anOldClaimIsTakenOverAtOnce() {
    isClaimed(Duration.ofSeconds(61));

    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isPresent();
    assertThat(world.pauses).isEmpty();
  }

  @Test
  void aClaimByAClockThatIsAheadIsTakenOverAllTheSame() {
    isClaimed(Duration.ofDays(-1));

    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isPresent();
    assertThat(world.waited()).isBetween(Claim.LIFE, Claim.LIFE.plusSeconds(1));
  }

  @Test
  void oneWhoWakesUpAfterItsClaimWasTakenOverHasLost() {
    world.onceBefore(
        "AddSecretVersion",
        () -> {
          world.clock.advance(Duration.ofSeconds(61));
          others.add(world.store().putIfVersion(NAME, secret("theirs"), "1"));
        });

    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isEmpty();
    assertThat(others).singleElement().satisfies(other -> assertThat(other).isPresent());
    assertCurrent("theirs");
  }

  @Test
  void whatIsNoClaimHoldsNobodyUp() {
    world.annotate(Claim.ANNOTATION, "2|" + THEIR_NONCE + "|yesterday");
    assertThat(store.putIfVersion(NAME, secret("two"), "1")).isPresent();

    world.annotate(Claim.ANNOTATION, "mine");
    assertThat(store.putIfVersion(NAME, secret("three"), "2")).isPresent();
    assertThat(world.pauses).isEmpty();
  }

  @Test
  void aPlainWriterInBetweenHasTheLastWord() {
    world.onceBefore(
        "AddSecretVersion",
        () -> world.google.secrets().add(SECRET, secret("theirs").revealUtf8()));

    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isEmpty();
    assertThat(world.versions()).hasSize(4);
    assertCurrent("theirs");
  }

  @Test
  void whatSomebodyHasWrittenOnTopIsLeft() {
    world.onceBefore(
        "AddSecretVersion",
        () -> {
          world.google.secrets().add(SECRET, "theirs");
          world.onceBefore(
              "AccessSecretVersion",
              () -> world.google.secrets().add(SECRET, secret("last").revealUtf8()));
        });

    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isEmpty();
    assertThat(world.versions()).hasSize(4);
    assertCurrent("last");
  }

  @Test
  void whoWritesWhileAnothersValueIsPutBackHasTheLastWord() {
    afterOursHasCoveredTheirs(
        "AccessSecretVersion",
        SECRET + "/versions/2",
        () -> others.add(world.store().putIfVersion(NAME, secret("last"), "3")));

    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isEmpty();
    assertThat(others).singleElement().satisfies(other -> assertThat(other).isPresent());
    assertCurrent("last");
  }

  @Test
  void whoClaimsWhileAnothersValueIsPutBackHasTheLastWord() {
    afterOursHasCoveredTheirs(
        "UpdateSecret",
        SECRET,
        () -> others.add(world.store().putIfVersion(NAME, secret("last"), "3")));

    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isEmpty();
    assertThat(others).singleElement().satisfies(other -> assertThat(other).isPresent());
    assertCurrent("last");
  }

  @Test
  void aPlainWriterHasTheLastWordAlsoWhileAnothersValueIsPutBack() {
    AtomicInteger adds = new AtomicInteger();
    world.google.before(
        call -> {
          if (call.method().equals("AddSecretVersion")) {
            world
                .google
                .secrets()
                .add(SECRET, secret("plain " + adds.incrementAndGet()).revealUtf8());
            if (adds.get() == 2) {
              world.google.before(other -> {});
            }
          }
        });

    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isEmpty();
    assertCurrent("plain 2");
  }

  @Test
  void aListThatIsLateDoesNotHideWhatIsPutBack() {
    world.onceBefore(
        "AddSecretVersion",
        () -> {
          world.google.secrets().add(SECRET, secret("theirs").revealUtf8());
          world.google.secrets().showsLate(2);
        });

    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isEmpty();
    world.google.secrets().showsLate(0);
    assertCurrent("theirs");
  }

  /** Lets another write between version 1 and ours, and something happen after that. */
  private void afterOursHasCoveredTheirs(String method, String resource, Runnable event) {
    world.onceBefore(
        "AddSecretVersion",
        () -> {
          world.google.secrets().add(SECRET, secret("theirs").revealUtf8());
          AtomicBoolean happened = new AtomicBoolean();
          world.google.before(
              call -> {
                if (call.method().equals(method)
                    && call.resource().equals(resource)
                    && happened.compareAndSet(false, true)) {
                  event.run();
                }
              });
        });
  }

  @Test
  void whatWasDeletedInBetweenStaysDeleted() {
    world.onceBefore("AddSecretVersion", () -> world.store().delete(NAME));
    assertThat(store.putIfVersion(NAME, secret("ours"), "1")).isPresent();

    world.onceBefore(
        "AddSecretVersion",
        () -> {
          world.google.secrets().add(SECRET, "theirs");
          world.store().delete(NAME);
        });
    assertThat(store.putIfVersion(NAME, secret("lost"), "2")).isEmpty();

    assertThat(store.find(NAME)).isEmpty();
    assertThat(world.states()).doesNotContain(State.ENABLED);
  }

  @Test
  void aSecretWithoutVersionsCountsAsAbsent() {
    SecretName empty = new SecretName("erp/empty");
    world
        .google
        .secrets()
        .create(
            CreateSecretRequest.newBuilder()
                .setParent("projects/" + SecretManagerSettings.PROJECT)
                .setSecretId("erp--empty")
                .setSecret(
                    Secret.newBuilder()
                        .setReplication(world.secret().getReplication())
                        .putAnnotations("theirs", "kept"))
                .build());

    assertThat(store.putIfVersion(empty, secret("one"), "1")).isEmpty();
    assertThat(store.putIfAbsent(empty, secret("one"))).isPresent();
    assertThat(store.putIfAbsent(empty, secret("two"))).isEmpty();
  }

  @Test
  void whoCreatesSecondWritesNothing() {
    SecretName fresh = new SecretName("erp/fresh");
    world.onceBefore(
        "CreateSecret", () -> others.add(world.store().putIfAbsent(fresh, secret("theirs"))));

    assertThat(store.putIfAbsent(fresh, secret("ours"))).isEmpty();
    assertThat(others).singleElement().satisfies(other -> assertThat(other).isPresent());
    assertThat(store.find(fresh)).map(StoredSecret::value).contains(secret("theirs"));
  }

  @Test
  void aPutThatMeetsTheCreationOfAnotherIsAVersionOnTop() {
    SecretName fresh = new SecretName("erp/fresh");
    world.onceBefore("CreateSecret", () -> world.store().put(fresh, secret("theirs")));

    assertThat(store.put(fresh, secret("ours")).id()).isEqualTo("2");
  }

  @Test
  void whatOthersChangeAllTheTimeIsAConflict() {
    world.google.refuses("UpdateSecret", new GcpError(Code.FAILED_PRECONDITION, "stale again"));

    assertThat(
            catchThrowableOfType(
                    HalfturnException.class, () -> store.markExpiry(NAME, world.clock.instant()))
                .code())
        .isEqualTo(ErrorCode.CONFLICT);
  }
}
