// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.SettableClock;
import dev.halfturn.testkit.StoreView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code docs/conformance.md} says of stores that lack an optional interface. */
class AbsentInterfacesTest {

  private static final SecretName NAME = SecretName.of("erp/one");
  private static final SecretName OTHER = SecretName.of("erp/two");
  private static final SecretValue ONE = SecretValue.ofUtf8("one");
  private static final SecretValue TWO = SecretValue.ofUtf8("two");

  private final InMemorySecretStore store =
      new InMemorySecretStore(SettableClock.at("2026-03-01T12:00:00Z"));
  private final Secrets plain = new Secrets("plain", StoreView.plain(store));

  @Test
  void withoutVersionsThereIsTheCurrentOne() {
    plain.put(NAME, ONE);
    plain.put(NAME, TWO);

    assertThat(plain.versions(NAME)).extracting(StoredSecret::value).containsExactly(TWO);
  }

  @Test
  void withNeitherCreationNorNoticingTheLaterOneWins() {
    assertThat(plain.putIfUnchanged(NAME, ONE, Optional.empty())).isTrue();
    assertThat(plain.putIfUnchanged(NAME, TWO, Optional.empty())).isTrue();

    assertThat(plain.get(NAME).value()).isEqualTo(TWO);
  }

  @Test
  void withoutCreationWhoNoticesARaceLeavesTheFirstValue() {
    Secrets noticing =
        new Secrets("noticing", StoreView.with(store, List.of(RaceDetectingSecretStore.class)));

    assertThat(noticing.putIfUnchanged(NAME, ONE, Optional.empty())).isTrue();
    assertThat(noticing.putIfUnchanged(NAME, TWO, Optional.empty())).isFalse();

    assertThat(noticing.get(NAME).value()).isEqualTo(ONE);
  }

  @Test
  void withoutComparisonTheOvertakenPutTheOthersValueBack() {
    Secrets noticing =
        new Secrets("noticing", StoreView.with(store, List.of(RaceDetectingSecretStore.class)));
    String seen = noticing.put(NAME, ONE).id();
    noticing.put(NAME, TWO);

    assertThat(noticing.putIfUnchanged(NAME, ONE, Optional.of(seen))).isFalse();
    assertThat(noticing.get(NAME).value()).isEqualTo(TWO);
  }

  @Test
  void withNeitherTheValueIsStoredInAnyCase() {
    String seen = plain.put(NAME, ONE).id();
    plain.put(NAME, TWO);

    assertThat(plain.putIfUnchanged(NAME, ONE, Optional.of(seen))).isTrue();
    assertThat(plain.get(NAME).value()).isEqualTo(ONE);
  }

  @Test
  void withoutBatchesValuesArePutInTheCallersOrder() {
    Map<SecretName, SecretValue> ordered = new LinkedHashMap<>();
    ordered.put(OTHER, TWO);
    ordered.put(NAME, ONE);

    plain.putAll(ordered);

    assertThat(number(OTHER)).isLessThan(number(NAME));
  }

  @Test
  void withoutAFieldForItTheExpiryIsNotMarkedAndThatIsNoError() {
    plain.put(NAME, ONE);

    plain.markExpiry(NAME, Instant.parse("2026-08-28T12:00:00Z"));

    assertThat(store.expiry(NAME)).isEmpty();
  }

  /** The store counts its versions. */
  private long number(SecretName name) {
    return Long.parseLong(plain.get(name).version().id());
  }
}
