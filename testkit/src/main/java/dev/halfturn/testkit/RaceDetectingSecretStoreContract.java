// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of {@link RaceDetectingSecretStore}, to be implemented beside the store's own. */
public interface RaceDetectingSecretStoreContract extends StoreUnderTest {

  private RaceDetectingSecretStore racing() {
    return storeAs(RaceDetectingSecretStore.class);
  }

  @Test
  @DisplayName("who is not overtaken replaces the expected version")
  default void whoIsNotOvertakenReplacesTheExpectedVersion() {
    SecretName name = new SecretName("erp/lwa/clientsecret/rotation");
    racing().put(name, secret("one"));
    String one = racing().find(name).orElseThrow().version().id();

    Optional<SecretVersion> two =
        racing().putUnlessOvertaken(name, secret("two"), Optional.of(one));

    assertThat(two).hasValueSatisfying(version -> assertThat(version.id()).isNotEqualTo(one));
    assertThat(racing().find(name))
        .contains(new StoredSecret(name, two.orElseThrow(), secret("two")));
  }

  @Test
  @DisplayName("who was overtaken is told, and the other's value is the current one")
  default void whoWasOvertakenIsTold() {
    SecretName name = new SecretName("erp/lwa/clientsecret/rotation");
    String one = racing().put(name, secret("one")).id();
    racing().put(name, secret("two"));

    for (Optional<String> expected :
        List.of(Optional.of(one), Optional.of("no-such-version"), Optional.<String>empty())) {
      assertThat(racing().putUnlessOvertaken(name, secret("three"), expected)).isEmpty();
    }
    assertThat(racing().find(name)).map(StoredSecret::value).contains(secret("two"));
  }

  @Test
  @DisplayName("an absent or deleted entry is not created where a version is expected")
  default void anAbsentEntryIsNotCreatedByARace() {
    SecretName name = new SecretName("erp/lwa/clientsecret/rotation");
    Optional<String> version = Optional.of(racing().put(name, secret("one")).id());
    racing().delete(name);

    assertThat(racing().putUnlessOvertaken(name, secret("two"), version)).isEmpty();
    assertThat(racing().putUnlessOvertaken(new SecretName("erp/none"), secret("two"), version))
        .isEmpty();
    assertThat(racing().find(name)).isEmpty();
    assertThat(racing().find(new SecretName("erp/none"))).isEmpty();
  }

  @Test
  @DisplayName("an absent or deleted entry is created where none is expected")
  default void anAbsentEntryIsCreatedWhereNoneIsExpected() {
    SecretName name = new SecretName("erp/lwa/clientsecret/inbox");

    Optional<SecretVersion> one =
        racing().putUnlessOvertaken(name, secret("one"), Optional.empty());

    assertThat(one).isPresent();
    assertThat(racing().find(name))
        .contains(new StoredSecret(name, one.orElseThrow(), secret("one")));
    racing().delete(name);
    assertThat(racing().putUnlessOvertaken(name, secret("two"), Optional.empty())).isPresent();
    assertThat(racing().find(name)).map(StoredSecret::value).contains(secret("two"));
  }

  @Test
  @DisplayName("of several that replace one version at once exactly one wins, and its value stays")
  default void ofSeveralThatReplaceOneVersionExactlyOneWins() {
    SecretName name = new SecretName("erp/lwa/clientsecret/rotation");
    assertOneWins(name, Optional.of(racing().put(name, secret("before")).id()));
  }

  @Test
  @DisplayName("of several that create one entry at once exactly one wins, and its value stays")
  default void ofSeveralThatCreateOneEntryExactlyOneWins() {
    assertOneWins(new SecretName("erp/lwa/clientsecret/inbox"), Optional.empty());
  }

  private void assertOneWins(SecretName name, Optional<String> expected) {
    RaceDetectingSecretStore one = racing();
    RaceDetectingSecretStore two = (RaceDetectingSecretStore) openAgain();
    List<Callable<Optional<SecretValue>>> racers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      RaceDetectingSecretStore store = i % 2 == 0 ? one : two;
      SecretValue value = secret("racer " + i);
      racers.add(() -> raced(store, name, value, expected));
    }

    List<SecretValue> winners = Together.call(racers).stream().flatMap(Optional::stream).toList();

    assertThat(winners).hasSize(1);
    assertThat(one.find(name)).map(StoredSecret::value).isEqualTo(Optional.of(winners.get(0)));
  }

  private static Optional<SecretValue> raced(
      RaceDetectingSecretStore store,
      SecretName name,
      SecretValue value,
      Optional<String> expected) {
    try {
      return store.putUnlessOvertaken(name, value, expected).map(version -> value);
    } catch (HalfturnException held) {
      assertThat(held.code()).isEqualTo(ErrorCode.CONFLICT);
      return Optional.empty();
    }
  }

  @Test
  @DisplayName("a closed store fails putUnlessOvertaken with FAILED_PRECONDITION")
  default void aClosedStoreFailsPutUnlessOvertaken() {
    SecretName name = new SecretName("erp/lwa/clientsecret/rotation");
    Optional<String> version = Optional.of(racing().put(name, secret("one")).id());
    RaceDetectingSecretStore closed = racing();
    closed.close();

    Failures.assertFails(
        ErrorCode.FAILED_PRECONDITION,
        () -> closed.putUnlessOvertaken(name, secret("two"), version));
  }
}
