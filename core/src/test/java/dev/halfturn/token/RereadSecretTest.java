// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Another client secret has taken the place of one that works on. */
class RereadSecretTest {

  private final CacheBed bed = new CacheBed();

  @AfterEach
  void close() {
    bed.close();
  }

  private void rotate() {
    bed.store.current = "newer";
    bed.store.previous = Optional.of("current");
    bed.amazon.secrets.add("newer");
    bed.tokens.rereadSecret("erp");
  }

  @Test
  void tokensAreKeptAndTheNextExchangeUsesTheNewOne() {
    String token = bed.get("acme");

    rotate();

    assertThat(bed.get("acme")).isEqualTo(token);
    bed.get("other");
    bed.time.pass(Duration.ofHours(1));
    assertThat(bed.get("acme")).isNotEqualTo(token);
    assertThat(bed.amazon.presented()).containsExactly("current", "newer", "newer");
    assertThat(bed.uses).containsOnly(SecretOrigin.CURRENT);
  }

  @Test
  void anExchangeUnderWayIsNotRepeatedAndItsSecretIsNotUsedAgain() {
    AtomicInteger rounds = new AtomicInteger();
    bed.amazon.before =
        () -> {
          if (rounds.getAndIncrement() == 0) {
            rotate();
          }
        };

    String token = bed.get("acme");

    assertThat(bed.get("acme")).isEqualTo(token);
    bed.get("other");
    assertThat(bed.amazon.presented()).containsExactly("current", "newer");
  }

  @Test
  void whatWasBeingReadMeanwhileIsNotUsedAgain() {
    bed.store.onClientRead = this::rotate;

    bed.get("acme");
    bed.store.onClientRead = () -> {};
    bed.get("other");

    assertThat(bed.amazon.presented()).endsWith("newer");
  }

  @Test
  void aFailureOfASellerIsRememberedAllTheSame() {
    bed.amazon.revoked.add("Atzr|erp/acme");
    bed.failure("acme");

    rotate();

    bed.failure("acme");
    assertThat(bed.amazon.calls()).isEqualTo(1);
  }

  @Test
  void tokensOfASecretThatIsRefusedByNowAreForgotten() {
    String token = bed.get("acme");
    bed.amazon.secrets.remove("current");
    bed.failure("other");

    rotate();

    assertThat(bed.get("acme")).isNotEqualTo(token);
    assertThat(bed.get("other")).isNotNull();
  }

  @Test
  void tokensOfASecretInWhosePlaceAnotherIsUsedAlreadyAreForgotten() {
    String token = bed.get("acme");
    bed.amazon.secrets.remove("current");
    bed.store.inbox = List.of("newer");
    bed.amazon.secrets.add("newer");
    bed.get("other");

    rotate();

    assertThat(bed.get("acme")).isNotEqualTo(token);
  }

  @Test
  void anUnknownApplicationIsNoFault() {
    bed.tokens.rereadSecret("unknown");

    assertThat(bed.amazon.calls()).isZero();
  }
}
