// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.BrokenStores.failure;
import static dev.halfturn.testkit.StoreFault.inStore;
import static dev.halfturn.testkit.StoreFault.inWorld;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueAndDeletingRulesTest {

  @ParameterizedTest
  @MethodSource({"valueFaults", "deletingFaults"})
  void noticeAFault(StoreFault fault) {
    BrokenStores.assertNoticed(fault);
  }

  static Stream<StoreFault> valueFaults() {
    return Stream.of(
        inStore(
            "short values are refused",
            store -> refusing(store, value -> value.size() < 2, ErrorCode.INVALID_ARGUMENT),
            "aValueOfOneByteComesBack",
            "aTextThatLooksLikeSomethingElseStaysAText"),
        inStore(
            "values of more than 4,000 bytes are refused",
            store -> refusing(store, value -> value.size() > 4000, ErrorCode.INVALID_ARGUMENT),
            "textOf4KibComesBack"),
        inStore(
            "text is stripped",
            store ->
                changing(
                    store,
                    bytes -> text(bytes).strip().isEmpty() ? bytes : utf8(text(bytes).strip())),
            "textKeepsEveryCharacter",
            "anyBytesComeBackOrAreRefused"),
        inStore(
            "numbers are normalised",
            store -> changing(store, bytes -> utf8(text(bytes).replaceFirst("^0(?=\\d+$)", ""))),
            "aTextThatLooksLikeSomethingElseStaysAText",
            "anyBytesComeBackOrAreRefused"),
        inStore(
            "bytes become text",
            store -> changing(store, bytes -> utf8(text(bytes))),
            "anyBytesComeBackOrAreRefused"),
        inStore(
            "huge values are cut",
            store ->
                changing(store, bytes -> Arrays.copyOf(bytes, Math.min(bytes.length, 1 << 16))),
            "aHugeValueComesBackOrIsRefused"),
        inStore(
            "huge values are refused as if the store were away",
            store -> refusing(store, value -> value.size() > 1 << 16, ErrorCode.UNAVAILABLE),
            "aHugeValueComesBackOrIsRefused"),
        inStore(
            "huge values are refused when half is done",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public SecretVersion put(SecretName name, SecretValue value) {
                    SecretVersion version = super.put(name, value);
                    if (value.size() > 1 << 16) {
                      throw failure(ErrorCode.INVALID_ARGUMENT);
                    }
                    return version;
                  }
                },
            "aHugeValueComesBackOrIsRefused"));
  }

  static Stream<StoreFault> deletingFaults() {
    return Stream.of(
        inStore(
            "a deleted entry stays readable",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public void delete(SecretName name) {
                    find(name).ifPresent(kept -> {});
                  }
                },
            "aDeletedEntryIsEmpty",
            "anAbsentEntryIsNotCreatedByARace",
            "anAbsentEntryIsCreatedWhereNoneIsExpected",
            "aDeletedEntryCanBeCreatedAgain",
            "aDeletedNameIsNotListed",
            "anAbsentEntryCannotBeMarked",
            "anAbsentEntryIsNotCreated",
            "deletingAnEntryLeavesTheOthers",
            "deletingTakesAllVersionsAway",
            "deletingTwiceIsNoError"),
        inStore(
            "deleting what is absent is an error",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public void delete(SecretName name) {
                    if (find(name).isEmpty()) {
                      throw failure(ErrorCode.NOT_FOUND);
                    }
                    super.delete(name);
                  }
                },
            "deletingTwiceIsNoError"),
        inStore(
            "deleting takes along what lies below",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public void delete(SecretName name) {
                    try (Stream<SecretName> names = names(name.value())) {
                      names.forEach(super::delete);
                    }
                  }
                },
            "deletingAnEntryLeavesTheOthers",
            "aDeletedNameIsNotListed"),
        inWorld(
            "a deleted name is reserved",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              InMemorySecretStore deleted = new InMemorySecretStore(clock);
              return () -> reserving(data.openAgain(), deleted);
            },
            "aDeletedNameCanBeUsedAgain",
            "aVersionIdIsNotUsedAgain",
            "deletingTakesAllVersionsAway"),
        inStore(
            "versions are numbered anew after deleting",
            RenumberingStore::new,
            "aVersionIdIsNotUsedAgain",
            "aDeletedEntryCanBeCreatedAgain",
            "deletingTakesAllVersionsAway"));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static SecretStore changing(InMemorySecretStore store, UnaryOperator<byte[]> change) {
    return new ForwardingStore(store) {
      @Override
      public SecretVersion put(SecretName name, SecretValue value) {
        return super.put(name, SecretValue.of(change.apply(value.reveal())));
      }
    };
  }

  private static SecretStore refusing(
      InMemorySecretStore store, Predicate<SecretValue> refused, ErrorCode code) {
    return new ForwardingStore(store) {
      @Override
      public SecretVersion put(SecretName name, SecretValue value) {
        if (refused.test(value)) {
          throw failure(code);
        }
        return super.put(name, value);
      }
    };
  }

  private static SecretStore reserving(InMemorySecretStore store, InMemorySecretStore deleted) {
    return new ForwardingStore(store) {
      @Override
      public SecretVersion put(SecretName name, SecretValue value) {
        if (deleted.find(name).isPresent()) {
          throw failure(ErrorCode.CONFLICT);
        }
        return super.put(name, value);
      }

      @Override
      public void delete(SecretName name) {
        find(name).ifPresent(secret -> deleted.put(name, secret.value()));
        super.delete(name);
      }
    };
  }
}
