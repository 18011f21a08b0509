// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of {@link BatchSecretStore}, to be implemented beside the store's own. */
public interface BatchSecretStoreContract extends StoreUnderTest {

  private BatchSecretStore batch() {
    return storeAs(BatchSecretStore.class);
  }

  @Test
  @DisplayName("all values of a batch are stored, each with its own version")
  default void allValuesOfABatchAreStored() {
    SecretName one = new SecretName("erp/one");
    SecretName two = new SecretName("erp/two");
    batch().put(one, secret("before"));

    Map<SecretName, SecretVersion> versions =
        batch().putAll(Map.of(one, secret("erp/one"), two, secret("erp/two")));

    assertThat(versions).containsOnlyKeys(one, two);
    for (SecretName name : List.of(one, two)) {
      assertThat(batch().find(name))
          .contains(new StoredSecret(name, versions.get(name), secret(name.value())));
    }
  }

  @Test
  @DisplayName("a batch gives each entry a version id it never had")
  default void aBatchGivesNewVersionIds() {
    SecretName name = new SecretName("erp/one");
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      ids.add(batch().put(name, secret("put " + i)).id());
      ids.add(batch().putAll(Map.of(name, secret("batch " + i))).get(name).id());
    }

    assertThat(ids).hasSize(6);
  }

  @Test
  @DisplayName("if one value of a batch is refused, none is stored")
  default void ifOneValueIsRefusedNoneIsStored() {
    SecretName one = new SecretName("erp/one");
    SecretName two = new SecretName("erp/two");
    batch().put(one, secret("before"));
    Map<SecretName, SecretValue> values = new LinkedHashMap<>();
    values.put(one, secret("one"));
    values.put(two, SecretValue.of(new byte[1 << 20]));

    Throwable refusal = catchThrowable(() -> batch().putAll(values));

    if (refusal == null) {
      assertThat(batch().findAll(values.keySet())).hasSize(2);
    } else {
      assertThat(refusal).isInstanceOf(HalfturnException.class);
      assertThat(batch().find(one)).map(StoredSecret::value).contains(secret("before"));
      assertThat(batch().find(two)).isEmpty();
    }
  }

  @Test
  @DisplayName("who reads several entries at once sees a whole batch or nothing of it")
  default void whoReadsSeesAWholeBatch() {
    SecretName one = new SecretName("erp/one");
    SecretName two = new SecretName("erp/two");
    batch().putAll(Map.of(one, secret("0"), two, secret("0")));
    BatchSecretStore writing = batch();
    BatchSecretStore reading = (BatchSecretStore) openAgain();
    AtomicBoolean finished = new AtomicBoolean();
    Callable<Boolean> writer =
        () -> {
          try {
            for (int i = 1; i <= 20; i++) {
              SecretValue value = secret(Integer.toString(i));
              writing.putAll(Map.of(one, value, two, value));
            }
            return true;
          } finally {
            finished.set(true);
          }
        };
    Callable<Boolean> reader =
        () -> {
          do {
            Map<SecretName, StoredSecret> seen = reading.findAll(Set.of(one, two));
            assertThat(seen.get(one).value()).isEqualTo(seen.get(two).value());
          } while (!finished.get());
          return true;
        };

    assertThat(Together.call(List.of(writer, reader))).containsExactly(true, true);
  }

  @Test
  @DisplayName("a closed store fails putAll with FAILED_PRECONDITION")
  default void aClosedStoreFailsPutAll() {
    BatchSecretStore closed = batch();
    closed.close();

    Failures.assertFails(
        ErrorCode.FAILED_PRECONDITION,
        () -> closed.putAll(Map.of(new SecretName("erp/one"), secret("one"))));
  }
}
