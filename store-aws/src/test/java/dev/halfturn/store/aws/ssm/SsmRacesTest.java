// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SsmRacesTest {

  private static final SecretName RECORD = new SecretName("erp/lwa/clientsecret/rotation");
  private static final String PARAMETER = "/" + RECORD;

  private final SsmWorld world = new SsmWorld();
  private final List<Optional<SecretVersion>> others = new ArrayList<>();
  private SsmSecretStore store;
  private String one;

  @BeforeEach
  void begin() {
    store = world.store();
    one = store.put(RECORD, secret("one")).id();
    world.aws.forgetRequests();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /** Another instance that has read the same version too. */
  private void anotherRaces(SsmSecretStore other, String label) {
    others.add(other.putUnlessOvertaken(RECORD, secret(label), Optional.of(one)));
  }

  private void assertCurrent(String label) {
    assertThat(store.find(RECORD)).map(StoredSecret::value).contains(secret(label));
  }

  @Test
  void withoutARaceItIsOneVersionAndNoHistoryIsRead() {
    assertThat(store.putUnlessOvertaken(RECORD, secret("two"), Optional.of(one))).isPresent();

    assertThat(world.calls()).containsExactly("GetParameter", "PutParameter", "GetParameter");
  }

  @Test
  void whoIsSeenToBeTooLateWritesNothing() {
    world.ssm.put(PARAMETER, "theirs");

    assertThat(store.putUnlessOvertaken(RECORD, secret("two"), Optional.of(one))).isEmpty();
    assertThat(world.calls()).containsExactly("GetParameter");
  }

  @Test
  void aPlainPutInBetweenIsPutBack() {
    SsmSecretStore held =
        world.heldStore(() -> world.ssm.put(PARAMETER, secret("theirs").revealUtf8()));

    assertThat(held.putUnlessOvertaken(RECORD, secret("ours"), Optional.of(one))).isEmpty();
    assertCurrent("theirs");
    assertThat(world.ssm.values(PARAMETER))
        .containsExactly(
            secret("one").revealUtf8(),
            secret("theirs").revealUtf8(),
            secret("ours").revealUtf8(),
            secret("theirs").revealUtf8());
  }

  @Test
  void ofTwoRacersTheFirstWins() {
    SsmSecretStore held = world.heldStore(() -> anotherRaces(world.store(), "first"));

    assertThat(held.putUnlessOvertaken(RECORD, secret("second"), Optional.of(one))).isEmpty();
    assertThat(others).hasSize(1).allSatisfy(other -> assertThat(other).isPresent());
    assertCurrent("first");
  }

  @Test
  void ofThreeRacersNoLoserIsTakenForTheWinner() {
    SsmSecretStore second = world.heldStore(() -> anotherRaces(world.store(), "first"));
    SsmSecretStore third = world.heldStore(() -> anotherRaces(second, "second"));

    assertThat(third.putUnlessOvertaken(RECORD, secret("third"), Optional.of(one))).isEmpty();
    assertThat(others.stream().filter(Optional::isPresent)).hasSize(1);
    assertCurrent("first");
  }

  @Test
  void whoFollowsTheWinnerIsNotUndoneByAStraggler() {
    SsmSecretStore held =
        world.heldStore(
            () -> {
              String two =
                  store
                      .putUnlessOvertaken(RECORD, secret("two"), Optional.of(one))
                      .orElseThrow()
                      .id();
              others.add(store.putUnlessOvertaken(RECORD, secret("three"), Optional.of(two)));
            });

    assertThat(held.putUnlessOvertaken(RECORD, secret("straggler"), Optional.of(one))).isEmpty();
    assertThat(others).allSatisfy(other -> assertThat(other).isPresent());
    assertCurrent("three");
  }

  @Test
  void whatALoserPutBackCanBeReplacedLikeAnyOther() {
    world
        .heldStore(() -> anotherRaces(world.store(), "first"))
        .putUnlessOvertaken(RECORD, secret("second"), Optional.of(one));

    String current = store.find(RECORD).orElseThrow().version().id();
    assertThat(store.putUnlessOvertaken(RECORD, secret("next"), Optional.of(current))).isPresent();
    assertCurrent("next");
  }

  @Test
  void aPlainPutAfterARaceCountsThoughSsmKeepsTheDescription() {
    String two =
        store.putUnlessOvertaken(RECORD, secret("two"), Optional.of(one)).orElseThrow().id();
    SsmSecretStore held =
        world.heldStore(() -> world.ssm.put(PARAMETER, secret("theirs").revealUtf8()));

    assertThat(held.putUnlessOvertaken(RECORD, secret("ours"), Optional.of(two))).isEmpty();
    assertCurrent("theirs");
  }
}
