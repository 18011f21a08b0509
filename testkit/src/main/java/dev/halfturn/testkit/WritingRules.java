// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How a store is written, and what its versions say. */
interface WritingRules extends StoreUnderTest {

  @Test
  @DisplayName("the last put wins")
  default void theLastPutWins() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    store().put(name, secret("one"));
    store().put(name, secret("two"));

    store().put(name, secret("three"));

    assertThat(store().find(name)).map(StoredSecret::value).contains(secret("three"));
  }

  @Test
  @DisplayName("each put is a version of its own, even of the same value")
  default void eachPutIsAVersionOfItsOwn() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      ids.add(store().put(name, secret("same")).id());
    }
    reopen();
    for (int i = 0; i < 5; i++) {
      ids.add(store().put(name, secret("same")).id());
    }

    assertThat(ids).hasSize(10);
  }

  @Test
  @DisplayName("a version's time is the clock's")
  default void aVersionsTimeIsTheClocks() {
    Instant before = clock().instant();

    Instant createdAt =
        store().put(new SecretName("erp/lwa/clientsecret"), secret("one")).createdAt();

    assertThat(createdAt)
        .isBetween(before.minus(clockTolerance()), clock().instant().plus(clockTolerance()));
  }

  @Test
  @DisplayName("a later version is not older")
  default void aLaterVersionIsNotOlder() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    Instant newest = Instant.MIN;
    for (int i = 0; i < 10; i++) {
      Instant createdAt = store().put(name, secret("value " + i)).createdAt();
      assertThat(createdAt).isAfterOrEqualTo(newest);
      newest = createdAt;
      advanceClock(Duration.ofMillis(300));
    }
  }

  @Test
  @DisplayName("a name may be both a leaf and a prefix")
  default void aNameMayBeBothALeafAndAPrefix() {
    List<String> names =
        List.of(
            "leaf-first", "leaf-first/below", "leaf-first/below/a", "leaf-last/below", "leaf-last");

    names.forEach(name -> store().put(new SecretName(name), secret(name)));

    for (String name : names) {
      assertThat(store().find(new SecretName(name)))
          .as(name)
          .map(StoredSecret::value)
          .contains(secret(name));
    }
  }

  @Test
  @DisplayName("slashes and hyphens never make two names one")
  default void slashesAndHyphensNeverMakeTwoNamesOne() {
    Map<SecretName, String> texts = new HashMap<>();
    for (String name : Set.of("a/b/c", "a/b-c", "a-b/c", "a-b-c", "a/bc", "ab/c", "abc", "a-bc")) {
      texts.put(new SecretName(name), "value of " + name);
    }

    texts.forEach((name, text) -> store().put(name, secret(text)));

    texts.forEach(
        (name, text) ->
            assertThat(store().find(name))
                .as(name.value())
                .map(StoredSecret::value)
                .contains(secret(text)));
  }

  @Test
  @DisplayName("the longest names work, flat and deep")
  default void theLongestNamesWork() {
    SecretName flat = new SecretName("a".repeat(SecretName.MAX_LENGTH));
    SecretName almostFlat = new SecretName("a".repeat(SecretName.MAX_LENGTH - 1) + "b");
    SecretName deep = new SecretName("a/".repeat(SecretName.MAX_LENGTH / 2 - 1) + "ab");

    store().put(flat, secret("flat"));
    store().put(almostFlat, secret("almost flat"));
    store().put(deep, secret("deep"));

    assertThat(store().find(flat)).map(StoredSecret::value).contains(secret("flat"));
    assertThat(store().find(almostFlat)).map(StoredSecret::value).contains(secret("almost flat"));
    assertThat(store().find(deep)).map(StoredSecret::value).contains(secret("deep"));
  }

  @Test
  @DisplayName(
      "an interrupted caller does no harm: the put is whole or refused, the next one works")
  default void anInterruptedCallerDoesNoHarm() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    store().put(name, secret("before"));

    boolean acknowledged = false;
    Thread.currentThread().interrupt();
    try {
      store().put(name, secret("interrupted"));
      acknowledged = true;
    } catch (HalfturnException refused) {
      assertThat(refused.code()).isNotEqualTo(ErrorCode.INVALID_ARGUMENT);
    } finally {
      Thread.interrupted();
    }

    SecretValue value = store().find(name).orElseThrow().value();
    if (acknowledged) {
      assertThat(value).isEqualTo(secret("interrupted"));
    } else {
      assertThat(value).isIn(secret("before"), secret("interrupted"));
    }
    store().put(name, secret("after"));
    assertThat(store().find(name)).map(StoredSecret::value).contains(secret("after"));
  }
}
