// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiringSecretStore;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.SettableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SecretsTest {

  private static final SecretName A = SecretName.of("erp/a");
  private static final SecretName B = SecretName.of("erp/b");
  private static final SecretValue ONE = SecretValue.ofUtf8("one");
  private static final SecretValue TWO = SecretValue.ofUtf8("two");

  @Nested
  class OverAStoreThatWorks {

    private final InMemorySecretStore store =
        new InMemorySecretStore(SettableClock.at("2026-03-01T12:00:00Z"));
    private final Secrets secrets = new Secrets("main", store);

    @Test
    void readsWhatWasWritten() {
      SecretVersion version = secrets.put(A, ONE);
      assertThat(secrets.storeName()).isEqualTo("main");
      assertThat(secrets.get(A)).isEqualTo(new StoredSecret(A, version, ONE));
      assertThat(secrets.find(A)).contains(secrets.get(A));
      assertThat(secrets.find(B)).isEmpty();
      assertThat(secrets.findAll(Set.of(A, B))).containsOnlyKeys(A);
      assertThat(secrets.names("erp")).containsExactly(A);
    }

    @Test
    void aPrefixThatIsNoNameIsRefusedInsteadOfFindingNothing() {
      secrets.put(A, ONE);
      assertThatThrownBy(() -> secrets.names("erp/"))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    void aMissingEntryIsNamedWithItsStore() {
      assertThatThrownBy(() -> secrets.get(A))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
          .hasMessage("no entry 'erp/a' in store 'main'");
    }

    @Test
    void deletes() {
      secrets.put(A, ONE);
      secrets.delete(A);
      secrets.delete(A);
      assertThat(secrets.find(A)).isEmpty();
    }

    @Test
    void writesSeveral() {
      secrets.putAll(Map.of(A, ONE, B, TWO));
      assertThat(secrets.get(A).value()).isEqualTo(ONE);
      assertThat(secrets.get(B).value()).isEqualTo(TWO);
    }

    @Test
    void tellsWhatTheStoreCanDo() {
      assertThat(secrets.capability(BatchSecretStore.class).map(Object.class::cast))
          .contains(store);
      assertThat(new Secrets("plain", new Failing()).capability(ConditionalSecretStore.class))
          .isEmpty();
      assertThat(new Secrets("plain", new Failing()).capability(ExpiringSecretStore.class))
          .isEmpty();
    }
  }

  @Test
  void withoutBatchesSeveralAreWrittenInTheCallersOrder() {
    Recording store = new Recording();
    Map<SecretName, SecretValue> ordered = new LinkedHashMap<>();
    ordered.put(B, TWO);
    ordered.put(A, ONE);
    new Secrets("plain", store).putAll(ordered);
    assertThat(store.written).containsExactly(B, A);
  }

  @Test
  void nothingToWriteIsNoCall() {
    new Secrets("broken", new Failing()).putAll(Map.of());
  }

  @Test
  void aStoresOwnFailurePassesUnchanged() {
    HalfturnException own = new HalfturnException(Problem.of(ErrorCode.CORRUPT, "damaged"));
    Secrets secrets =
        new Secrets(
            "main",
            new Failing() {
              @Override
              public Optional<StoredSecret> find(SecretName name) {
                throw own;
              }
            });
    assertThatThrownBy(() -> secrets.find(A)).isSameAs(own);
  }

  @Test
  void anyOtherFailureNamesStoreAndClassAndNothingElse() {
    Secrets secrets = new Secrets("main", new Failing());
    List<Runnable> calls =
        List.of(
            () -> secrets.find(A),
            () -> secrets.findAll(Set.of(A)),
            () -> secrets.put(A, ONE),
            () -> secrets.putAll(Map.of(A, ONE)),
            () -> secrets.delete(A),
            () -> secrets.names(""));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
          .hasMessage("store 'main' failed with java.lang.IllegalStateException")
          .hasNoCause();
    }
  }

  /** Always overtaken, as it notices. */
  private static final class Overtaken extends Failing implements RaceDetectingSecretStore {
    private Optional<String> expected;

    @Override
    public Optional<SecretVersion> putUnlessOvertaken(
        SecretName name, SecretValue value, Optional<String> expectedVersionId) {
      expected = expectedVersionId;
      return Optional.empty();
    }
  }

  @Test
  void whoNoticesAfterwardsThatHeWasOvertakenHasStoredNothing() {
    Overtaken store = new Overtaken();

    assertThat(new Secrets("main", store).putIfUnchanged(A, ONE, Optional.of("7"))).isFalse();

    assertThat(store.expected).contains("7");
  }

  @Test
  void whoNoticesAfterwardsThatSomebodyElseHasMadeTheEntryHasStoredNothing() {
    Overtaken store = new Overtaken();

    assertThat(new Secrets("main", store).putIfUnchanged(A, ONE, Optional.empty())).isFalse();

    assertThat(store.expected).isEmpty();
  }

  private static class Failing implements SecretStore {
    @Override
    public Optional<StoredSecret> find(SecretName name) {
      throw broken();
    }

    @Override
    public SecretVersion put(SecretName name, SecretValue value) {
      throw broken();
    }

    @Override
    public void delete(SecretName name) {
      throw broken();
    }

    @Override
    public Stream<SecretName> names(String prefix) {
      throw broken();
    }

    @Override
    public void close() {}

    private static IllegalStateException broken() {
      return new IllegalStateException("canary");
    }
  }

  private static final class Recording extends Failing {
    private final List<SecretName> written = new ArrayList<>();

    @Override
    public SecretVersion put(SecretName name, SecretValue value) {
      written.add(name);
      return new SecretVersion("1", Instant.EPOCH);
    }
  }
}
