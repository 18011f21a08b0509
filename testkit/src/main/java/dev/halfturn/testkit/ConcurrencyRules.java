// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a store does when several threads, or several openings of it, are at work. */
interface ConcurrencyRules extends StoreUnderTest {

  @Test
  @DisplayName("of concurrent puts of one name one wins, whole; a loser is told or overwritten")
  default void ofConcurrentPutsOneWinsWhole() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    SecretStore one = store();
    SecretStore two = openAgain();
    List<Callable<Map<String, SecretValue>>> writers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      SecretStore store = i % 2 == 0 ? one : two;
      SecretValue value = secret(Character.toString('a' + i).repeat(2000));
      writers.add(() -> putThrice(store, name, value));
    }

    Map<String, SecretValue> acknowledged = new HashMap<>();
    int count = 0;
    for (Map<String, SecretValue> versions : Together.call(writers)) {
      acknowledged.putAll(versions);
      count += versions.size();
    }

    assertThat(acknowledged).as("version ids are distinct").hasSize(count).isNotEmpty();
    StoredSecret current = store().find(name).orElseThrow();
    assertThat(acknowledged).containsEntry(current.version().id(), current.value());
  }

  private static Map<String, SecretValue> putThrice(
      SecretStore store, SecretName name, SecretValue value) {
    Map<String, SecretValue> acknowledged = new HashMap<>();
    for (int i = 0; i < 3; i++) {
      try {
        acknowledged.put(store.put(name, value).id(), value);
      } catch (HalfturnException held) {
        assertThat(held.code()).isEqualTo(ErrorCode.CONFLICT);
      }
    }
    return acknowledged;
  }

  @Test
  @DisplayName("concurrent puts of different names all arrive")
  default void concurrentPutsOfDifferentNamesAllArrive() {
    List<Callable<SecretVersion>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      SecretName name = new SecretName("erp/s" + i);
      writers.add(() -> store().put(name, secret(name.value())));
    }
    store();

    Together.call(writers);

    for (int i = 0; i < 8; i++) {
      SecretName name = new SecretName("erp/s" + i);
      assertThat(store().find(name)).map(StoredSecret::value).contains(secret(name.value()));
    }
  }

  @Test
  @DisplayName("who reads while somebody writes sees an old value or a new one, never less")
  default void whoReadsDuringAWriteSeesAWholeValue() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    SecretStore writing = store();
    SecretStore reading = openAgain();
    List<SecretValue> values = List.of(secret("a".repeat(3000)), secret("b".repeat(3000)));
    writing.put(name, values.get(0));
    AtomicInteger writes = new AtomicInteger();

    List<Boolean> results =
        Together.call(
            List.of(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    writing.put(name, values.get(i % 2));
                    writes.incrementAndGet();
                  }
                  return true;
                },
                () -> {
                  do {
                    Optional<SecretValue> seen = reading.find(name).map(StoredSecret::value);
                    assertThat(seen).hasValueSatisfying(v -> assertThat(values).contains(v));
                  } while (writes.get() < 20);
                  return true;
                }));

    assertThat(results).containsExactly(true, true);
  }
}
