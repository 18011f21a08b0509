// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.token.CredentialEvent.RefreshTokenNotStored;
import dev.halfturn.token.CredentialEvent.StoreUnreachable;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreOutageTest {

  private final CacheBed bed = new CacheBed(settings -> settings.maxEntries(4));

  @AfterEach
  void close() {
    bed.close();
  }

  @Test
  void whatTheFirstExchangeOfAnApplicationNeedsIsReadAtOnce() {
    bed.get("acme");
    bed.get("other");

    assertThat(bed.store.readsOfBoth).hasValue(1);
    assertThat(bed.store.clientReads).hasValue(1);
    assertThat(bed.store.refreshTokenReads).hasValue(2);
  }

  @Test
  void whatWasReadLastServesForADay() {
    bed.get("acme");
    bed.store.failure = Optional.of(Fakes.storeAway());
    for (int hour = 1; hour <= 23; hour++) {
      bed.time.pass(Duration.ofHours(1));
      assertThat(bed.get("acme")).isEqualTo("Atza|" + (hour + 1));
    }
    bed.time.pass(Duration.ofMinutes(61));
    assertThat(bed.failure("acme").code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(bed.events).contains(new StoreUnreachable("erp", ErrorCode.UNAVAILABLE));

    bed.store.failure = Optional.empty();
    bed.passPause();
    assertThat(bed.get("acme")).isNotNull();
  }

  @Test
  void aStoreThatIsAwayIsNotAskedForEachToken() {
    for (int i = 0; i < 4; i++) {
      bed.get("seller-" + i);
    }
    bed.store.failure = Optional.of(Fakes.storeAway());
    bed.time.pass(Duration.ofHours(2));
    int reads = bed.store.refreshTokenReads.get() + bed.store.clientReads.get();
    for (int i = 0; i < 4; i++) {
      bed.get("seller-" + i);
    }
    assertThat(bed.store.refreshTokenReads.get() + bed.store.clientReads.get())
        .isEqualTo(reads + 1);
    assertThat(bed.events).hasSize(1);
  }

  @Test
  void aStoreThatSaysThereIsNoSuchEntryIsBelieved() {
    bed.get("acme");
    bed.store.failure = Optional.of(Fakes.noEntry());
    bed.time.pass(Duration.ofHours(2));
    assertThat(bed.failure("acme").code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(bed.events).isEmpty();
  }

  @Test
  void aSellerNeverReadHasNoLastKnownToken() {
    bed.get("acme");
    bed.store.failure = Optional.of(Fakes.storeAway());
    assertThat(bed.failure("other").code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void anApplicationNeverReadFailsWithTheStoresError() {
    bed.store.failure = Optional.of(Fakes.noEntry());
    assertThat(bed.failure("acme").code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(bed.amazon.calls()).isZero();
    int reads = bed.store.refreshTokenReads.get();
    bed.failure("acme");
    assertThat(bed.store.refreshTokenReads).hasValue(reads);
  }

  @Test
  void theSearchForASecretUsesWhatIsKnownWhileTheStoreIsAway() {
    bed.store.previous = Optional.of("before");
    bed.get("a");
    bed.store.failure = Optional.of(Fakes.storeAway());
    bed.amazon.secrets.clear();
    bed.amazon.secrets.add("before");
    bed.time.pass(Duration.ofHours(2));
    assertThat(bed.get("a")).isNotNull();
  }

  @Test
  void aChangedRefreshTokenIsStored() {
    bed.amazon.newRefreshToken = Optional.of("Atzr|changed");
    bed.get("acme");
    assertThat(bed.store.refreshTokens).containsEntry("acme", "Atzr|changed");
    bed.time.pass(Duration.ofHours(2));
    bed.get("acme");
    assertThat(bed.amazon.grants.get(1))
        .isEqualTo(new Grant.RefreshToken(Fakes.secret("Atzr|changed")));
    assertThat(bed.events).isEmpty();
  }

  @Test
  void anUnchangedRefreshTokenIsNotWritten() {
    bed.get("acme");
    assertThat(bed.store.refreshTokens).isEmpty();
  }

  @Test
  void aChangedRefreshTokenThatCannotBeStoredIsKeptAndStoredLater() {
    bed.amazon.newRefreshToken = Optional.of("Atzr|changed");
    bed.store.writeFailure = Optional.of(Fakes.storeAway());
    bed.get("acme");
    bed.amazon.revoked.add("Atzr|erp/acme");
    for (int i = 0; i < 10; i++) {
      bed.get("other-" + i);
    }
    bed.time.pass(Duration.ofHours(2));
    bed.get("acme");
    assertThat(bed.store.refreshTokens).doesNotContainKey("acme");
    assertThat(bed.events)
        .contains(new RefreshTokenNotStored("erp", "acme", ErrorCode.UNAVAILABLE));

    bed.store.writeFailure = Optional.empty();
    bed.time.pass(Duration.ofHours(2));
    bed.get("acme");
    assertThat(bed.store.refreshTokens).containsEntry("acme", "Atzr|changed");
  }

  @Test
  void aChangedRefreshTokenThatCouldNotBeStoredIsStoredAtTheEnd() {
    bed.amazon.newRefreshToken = Optional.of("Atzr|changed");
    bed.store.writeFailure = Optional.of(Fakes.storeAway());
    bed.get("acme");
    bed.store.writeFailure = Optional.empty();

    bed.tokens.close();

    assertThat(bed.store.refreshTokens).containsEntry("acme", "Atzr|changed");
  }

  @Test
  void aNewRefreshTokenInTheStoreOverrulesOneThatCouldNotBeStored() {
    bed.amazon.newRefreshToken = Optional.of("Atzr|changed");
    bed.store.writeFailure = Optional.of(Fakes.storeAway());
    bed.get("acme");
    bed.amazon.newRefreshToken = Optional.empty();
    bed.store.refreshTokens.put("acme", "Atzr|authorised-again");
    bed.tokens.forget("erp", "acme");
    bed.get("acme");
    assertThat(bed.amazon.grants.get(1))
        .isEqualTo(new Grant.RefreshToken(Fakes.secret("Atzr|authorised-again")));
  }
}
