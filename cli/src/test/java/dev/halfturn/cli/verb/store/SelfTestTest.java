// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.SettableClock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The self-test finds out a store that does not keep its contract, and cleans up after itself. */
class SelfTestTest {

  private final InMemorySecretStore memory =
      new InMemorySecretStore(SettableClock.at("2026-07-01T09:00:00Z"));

  /** A store that can do the least, and that as well as the one behind it. */
  private class Plain implements SecretStore {
    @Override
    public Optional<StoredSecret> find(SecretName name) {
      return memory.find(name);
    }

    @Override
    public SecretVersion put(SecretName name, SecretValue value) {
      return memory.put(name, value);
    }

    @Override
    public void delete(SecretName name) {
      memory.delete(name);
    }

    @Override
    public Stream<SecretName> names(String prefix) {
      return memory.names(prefix);
    }

    @Override
    public void close() {}
  }

  private static List<SelfTest.Step> test(SecretStore store) {
    return new SelfTest(store, SecretValue.ofUtf8("canary")).run();
  }

  private static List<String> failed(List<SelfTest.Step> steps) {
    return steps.stream()
        .filter(step -> step.failure().isPresent())
        .map(SelfTest.Step::name)
        .toList();
  }

  @Test
  void asksAStoreForEverythingItCanDo() {
    assertThat(test(memory))
        .extracting(SelfTest.Step::name)
        .containsExactly("write", "read", "versions", "create", "compare", "delete");
    assertThat(test(new Plain()))
        .extracting(SelfTest.Step::name)
        .containsExactly("write", "read", "delete");
    assertThat(failed(test(memory))).isEmpty();
    assertThat(memory.find(SelfTest.ENTRY)).isEmpty();
  }

  @Test
  void findsAStoreThatGivesBackSomethingElse() {
    SecretStore store =
        new Plain() {
          @Override
          public SecretVersion put(SecretName name, SecretValue value) {
            return super.put(name, SecretValue.ofUtf8("other"));
          }
        };

    assertThat(failed(test(store))).containsExactly("read");
    assertThat(memory.find(SelfTest.ENTRY)).isEmpty();
  }

  @Test
  void findsAStoreThatRemovesNothing() {
    SecretStore store =
        new Plain() {
          @Override
          public void delete(SecretName name) {}
        };

    assertThat(failed(test(store))).containsExactly("delete");
  }

  @Test
  void endsWithTheFirstFailureAndStillCleansUp() {
    SecretStore store =
        new Plain() {
          @Override
          public SecretVersion put(SecretName name, SecretValue value) {
            super.put(name, value);
            throw new HalfturnException(Problem.of(ErrorCode.TIMEOUT, "no answer"));
          }
        };

    assertThat(test(store)).extracting(SelfTest.Step::name).containsExactly("write", "delete");
    assertThat(failed(test(store))).containsExactly("write");
    assertThat(memory.find(SelfTest.ENTRY)).isEmpty();
  }
}
