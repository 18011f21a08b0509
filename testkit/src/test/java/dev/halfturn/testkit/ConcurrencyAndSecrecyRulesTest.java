// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.StoreFault.inStore;
import static dev.halfturn.testkit.StoreFault.inWorld;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConcurrencyAndSecrecyRulesTest {

  @ParameterizedTest
  @MethodSource({"concurrencyFaults", "secrecyFaults"})
  void noticeAFault(StoreFault fault) {
    BrokenStores.assertNoticed(fault);
  }

  static Stream<StoreFault> concurrencyFaults() {
    return Stream.of(
        inWorld(
            "two puts at once mix their bytes",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              Meeting meeting = new Meeting();
              return () -> mixing(data.openAgain(), meeting);
            },
            "ofConcurrentPutsOneWinsWhole"),
        inWorld(
            "two puts at once get one version id",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              Meeting meeting = new Meeting();
              return () -> sharingVersions(data.openAgain(), meeting);
            },
            "ofConcurrentPutsOneWinsWhole"),
        inWorld(
            "of two puts at once of different names one is lost",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              Meeting meeting = new Meeting();
              return () -> losing(data.openAgain(), meeting);
            },
            "concurrentPutsOfDifferentNamesAllArrive"),
        inWorld(
            "a put removes the old value before it writes the new one",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              Meeting meeting = new Meeting();
              return () -> removingFirst(data.openAgain(), meeting);
            },
            "whoReadsDuringAWriteSeesAWholeValue"));
  }

  static Stream<StoreFault> secrecyFaults() {
    return Stream.of(
        inStore(
            "toString shows the last value",
            store ->
                new ForwardingStore(store) {
                  private volatile String last = "";

                  @Override
                  public SecretVersion put(SecretName name, SecretValue value) {
                    last = new String(value.reveal(), StandardCharsets.UTF_8);
                    return super.put(name, value);
                  }

                  @Override
                  public String toString() {
                    return "store with " + last;
                  }
                },
            "noTextFormHoldsAValue"),
        inStore(
            "the version id is the value in base64",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public SecretVersion put(SecretName name, SecretValue value) {
                    SecretVersion version = super.put(name, value);
                    String id = Base64.getEncoder().encodeToString(value.reveal());
                    return value.size() < 60
                        ? new SecretVersion(version.id() + "-" + id, version.createdAt())
                        : version;
                  }
                },
            "noTextFormHoldsAValue",
            "ofSeveralThatReplaceOneVersionExactlyOneWins",
            "whatWasPutIsFound"),
        inStore(
            "the message of a failure quotes the value",
            store -> failing(store, value -> new IllegalStateException("cannot put " + value)),
            "noFailureHoldsAValue",
            "aHugeValueComesBackOrIsRefused"),
        inStore(
            "the cause of a failure quotes the value",
            store ->
                failing(
                    store,
                    value ->
                        new HalfturnException(
                            Problem.of(ErrorCode.INVALID_ARGUMENT, "too long"),
                            new IllegalStateException("cannot put " + value))),
            "noFailureHoldsAValue"),
        inStore(
            "the hint of a failure quotes the value",
            store ->
                failing(
                    store,
                    value ->
                        new HalfturnException(
                            Problem.of(ErrorCode.INVALID_ARGUMENT, "too long")
                                .withHint("put less than " + value))),
            "noFailureHoldsAValue"));
  }

  private static SecretStore mixing(InMemorySecretStore store, Meeting meeting) {
    return new ForwardingStore(store) {
      @Override
      public SecretVersion put(SecretName name, SecretValue value) {
        if (find(name).isEmpty() || !meeting.happened()) {
          return super.put(name, value);
        }
        byte[] mixed = value.reveal();
        mixed[mixed.length - 1] = '?';
        return super.put(name, SecretValue.of(mixed));
      }
    };
  }

  private static SecretStore sharingVersions(InMemorySecretStore store, Meeting meeting) {
    return new ForwardingStore(store) {
      @Override
      public SecretVersion put(SecretName name, SecretValue value) {
        SecretVersion version = super.put(name, value);
        return meeting.happened() ? find(name).orElseThrow().version() : version;
      }
    };
  }

  private static SecretStore losing(InMemorySecretStore store, Meeting meeting) {
    return new ForwardingStore(store) {
      @Override
      public SecretVersion put(SecretName name, SecretValue value) {
        SecretVersion version = super.put(name, value);
        if (find(name).isPresent() && versions(name).size() == 1 && meeting.happened()) {
          try (Stream<SecretName> names = names("")) {
            names.filter(other -> !other.equals(name)).forEach(this::delete);
          }
        }
        return version;
      }
    };
  }

  private static SecretStore removingFirst(InMemorySecretStore store, Meeting meeting) {
    return new ForwardingStore(store) {
      @Override
      public SecretVersion put(SecretName name, SecretValue value) {
        if (Meeting.isExpected()) {
          delete(name);
          meeting.happened();
          meeting.happened();
        }
        return super.put(name, value);
      }

      @Override
      public Optional<StoredSecret> find(SecretName name) {
        meeting.happened();
        Optional<StoredSecret> found = super.find(name);
        meeting.happened();
        return found;
      }
    };
  }

  private static SecretStore failing(
      InMemorySecretStore store, Function<String, RuntimeException> failure) {
    return new ForwardingStore(store) {
      @Override
      public SecretVersion put(SecretName name, SecretValue value) {
        if (value.size() > 1 << 16) {
          throw failure.apply(value.revealUtf8());
        }
        return super.put(name, value);
      }
    };
  }
}
