// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.BrokenStores.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;

class StoreContractsTest {

  private static final String TEXT_OR_BYTES = "anyBytesComeBackOrAreRefused";

  @Test
  void eachRuleHasAFaultThatItNotices() {
    Set<String> noticing = new TreeSet<>();
    Stream.of(
            ReadingAndWritingRulesTest.faults(),
            ValueAndDeletingRulesTest.valueFaults(),
            ValueAndDeletingRulesTest.deletingFaults(),
            ListingAndClosingRulesTest.listingFaults(),
            ListingAndClosingRulesTest.closingFaults(),
            ConcurrencyAndSecrecyRulesTest.concurrencyFaults(),
            ConcurrencyAndSecrecyRulesTest.secrecyFaults(),
            OptionalStoreRulesTest.versionFaults(),
            OptionalStoreRulesTest.createOnlyFaults(),
            OptionalStoreRulesTest.conditionalFaults(),
            OptionalStoreRulesTest.raceFaults(),
            OptionalStoreRulesTest.batchFaults(),
            OptionalStoreRulesTest.expiryFaults())
        .flatMap(faults -> faults)
        .forEach(fault -> noticing.add(fault.rules().get(0)));
    noticing.add("eachOptionalInterfaceIsTestedByItsContract"); // by the tests below

    assertThat(noticing).isEqualTo(Rules.run(InMemorySecretStoreTest.class).keySet());
  }

  @Test
  void aForgottenContractIsNoticed() {
    assertThat(Rules.failing(ForgetsAContract.class))
        .containsExactly("eachOptionalInterfaceIsTestedByItsContract");
  }

  @Test
  void aContractTooManyIsNoticed() {
    assertThat(Rules.failing(ClaimsAContract.class))
        .contains("eachOptionalInterfaceIsTestedByItsContract", "anAbsentEntryIsCreated");
  }

  @Test
  void aStoreOfTextMayRefuseBytesButOnlyBeforeWriting() {
    assertThat(Rules.failing(TextOnly.class)).isEmpty();
    assertThat(Rules.failing(TextOnlyButAcceptsBytes.class)).containsExactly(TEXT_OR_BYTES);
    assertThat(Rules.failing(TextOnlyAfterWriting.class)).containsExactly(TEXT_OR_BYTES);
  }

  @Test
  void aServersClockMayBeUsed() {
    assertThat(Rules.run(ClockOfAServer.class))
        .containsKey("aVersionsTimeIsTheClocks")
        .allSatisfy(
            (rule, result) -> assertThat(result).isEqualTo(TestExecutionResult.Status.SUCCESSFUL));
  }

  @ExtendWith(OnlyWithinRules.class)
  static final class ForgetsAContract extends SecretStoreContract
      implements VersionedSecretStoreContract,
          ConditionalSecretStoreContract,
          RaceDetectingSecretStoreContract,
          ExpiringSecretStoreContract {
    private final InMemorySecretStore store = new InMemorySecretStore(clock());

    @Override
    protected SecretStore open(PluginContext context) {
      return store.openAgain();
    }
  }

  @ExtendWith(OnlyWithinRules.class)
  static final class ClaimsAContract extends SecretStoreContract
      implements CreateOnlySecretStoreContract {
    private final InMemorySecretStore store = new InMemorySecretStore(clock());

    @Override
    protected SecretStore open(PluginContext context) {
      return StoreView.plain(store.openAgain());
    }
  }

  @ExtendWith(OnlyWithinRules.class)
  static class TextOnly extends SecretStoreContract {
    private final InMemorySecretStore store = new InMemorySecretStore(clock());

    @Override
    public boolean holdsAnyBytes() {
      return false;
    }

    @Override
    protected SecretStore open(PluginContext context) {
      return StoreView.plain(
          new ForwardingStore(store.openAgain()) {
            @Override
            public SecretVersion put(SecretName name, SecretValue value) {
              return putText(correct, name, value);
            }
          });
    }

    SecretVersion putText(SecretStore correct, SecretName name, SecretValue value) {
      value.revealUtf8();
      return correct.put(name, value);
    }
  }

  @ExtendWith(OnlyWithinRules.class)
  static final class TextOnlyButAcceptsBytes extends TextOnly {
    @Override
    SecretVersion putText(SecretStore correct, SecretName name, SecretValue value) {
      return correct.put(name, value);
    }
  }

  @ExtendWith(OnlyWithinRules.class)
  static final class TextOnlyAfterWriting extends TextOnly {
    @Override
    SecretVersion putText(SecretStore correct, SecretName name, SecretValue value) {
      SecretVersion version = correct.put(name, value);
      if (value.size() == 1024) {
        throw failure(ErrorCode.INVALID_ARGUMENT);
      }
      return version;
    }
  }

  @ExtendWith(OnlyWithinRules.class)
  static final class ClockOfAServer extends SecretStoreContract {
    private final InMemorySecretStore store =
        new InMemorySecretStore(
            InstantSource.offset(InstantSource.system(), Duration.ofSeconds(3)));

    @Override
    public InstantSource clock() {
      return InstantSource.system();
    }

    @Override
    public Duration clockTolerance() {
      return Duration.ofSeconds(60);
    }

    @Override
    protected SecretStore open(PluginContext context) {
      return StoreView.plain(store.openAgain());
    }
  }
}
