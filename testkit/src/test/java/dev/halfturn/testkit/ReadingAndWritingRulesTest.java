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
import dev.halfturn.spi.StoredSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadingAndWritingRulesTest {

  @ParameterizedTest
  @MethodSource("faults")
  void noticeAFault(StoreFault fault) {
    BrokenStores.assertNoticed(fault);
  }

  static Stream<StoreFault> faults() {
    return Stream.of(
        inStore(
            "an absent entry is an error",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<StoredSecret> find(SecretName name) {
                    return Optional.of(
                        super.find(name).orElseThrow(() -> failure(ErrorCode.NOT_FOUND)));
                  }
                },
            "anEntryThatNeverExistedIsEmpty",
            "anAbsentEntryIsNotCreatedByARace",
            "aDeletedEntryIsEmpty",
            "anAbsentEntryIsNotCreated",
            "deletingAnEntryLeavesTheOthers",
            "deletingTwiceIsNoError"),
        inStore(
            "find tells another version than put",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public SecretVersion put(SecretName name, SecretValue value) {
                    SecretVersion version = super.put(name, value);
                    return new SecretVersion("v" + version.id(), version.createdAt());
                  }
                },
            "whatWasPutIsFound",
            "ofConcurrentPutsOneWinsWhole",
            "ofSeveralThatReplaceOneVersionExactlyOneWins"),
        inStore(
            "an absent entry spoils findAll",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Map<SecretName, StoredSecret> findAll(Set<SecretName> names) {
                    Map<SecretName, StoredSecret> found = super.findAll(names);
                    if (found.size() < names.size()) {
                      throw failure(ErrorCode.NOT_FOUND);
                    }
                    return found;
                  }
                },
            "severalEntriesAreFoundAtOnce",
            "aDeletedEntryIsEmpty"),
        inStore(
            "values are cached",
            CachingStore::new,
            "whatAnotherOpeningWritesIsSeen",
            "whoIsNotOvertakenReplacesTheExpectedVersion",
            "countingBySeveralLosesNoCount",
            "theExpectedVersionIsReplaced"),
        inStore(
            "values are kept in the opened store only",
            store -> new InMemorySecretStore(SettableClock.at("2026-03-01T12:00:00Z")),
            "whatWasPutIsThereAfterReopening",
            "aClosedStoreFailsEveryCall",
            "aPutDuringClosingIsKeptOrRefused",
            "aTextThatLooksLikeSomethingElseStaysAText",
            "aValueOfOneByteComesBack",
            "aVersionIdIsNotUsedAgain",
            "anyBytesComeBackOrAreRefused",
            "countingBySeveralLosesNoCount",
            "eachPutIsAVersionOfItsOwn",
            "ofConcurrentPutsOneWinsWhole",
            "ofSeveralThatCreateAtOnceExactlyOneSucceeds",
            "ofSeveralThatCreateOneEntryExactlyOneWins",
            "textKeepsEveryCharacter",
            "textOf4KibComesBack",
            "whatAnotherOpeningWritesIsSeen",
            "whoReadsDuringAWriteSeesAWholeValue",
            "whoReadsSeesAWholeBatch"),
        inStore(
            "the first put wins",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public SecretVersion put(SecretName name, SecretValue value) {
                    return find(name)
                        .map(StoredSecret::version)
                        .orElseGet(() -> super.put(name, value));
                  }
                },
            "theLastPutWins",
            "whoWasOvertakenIsTold",
            "aBatchGivesNewVersionIds",
            "aHugeValueComesBackOrIsRefused",
            "aPutDuringClosingIsKeptOrRefused",
            "aTextThatLooksLikeSomethingElseStaysAText",
            "aVersionIdIsNotUsedAgain",
            "anInterruptedCallerDoesNoHarm",
            "anotherVersionIsLeftAsItIs",
            "eachPutIsAVersionOfItsOwn",
            "ofConcurrentPutsOneWinsWhole",
            "versionsAreListedNewestFirst",
            "whatAnotherOpeningWritesIsSeen"),
        inStore(
            "the same value again is no new version",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public SecretVersion put(SecretName name, SecretValue value) {
                    return find(name)
                        .filter(current -> current.value().equals(value))
                        .map(StoredSecret::version)
                        .orElseGet(() -> super.put(name, value));
                  }
                },
            "eachPutIsAVersionOfItsOwn"),
        inWorld(
            "the store has a clock of its own",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(() -> Instant.EPOCH);
              return data::openAgain;
            },
            "aVersionsTimeIsTheClocks"),
        inWorld(
            "each version is older than the one before",
            clock -> {
              AtomicInteger versions = new AtomicInteger();
              Instant start = clock.instant();
              InMemorySecretStore data =
                  new InMemorySecretStore(
                      () -> start.minus(Duration.ofNanos(versions.incrementAndGet())));
              return data::openAgain;
            },
            "aLaterVersionIsNotOlder"),
        inStore(
            "an entry replaces the one above it",
            store -> overwriting(store, name -> name.replaceFirst("/[^/]*$", "")),
            "aNameMayBeBothALeafAndAPrefix",
            "aPrefixEndsAtASegment",
            "deletingAnEntryLeavesTheOthers",
            "theEmptyPrefixListsAllNamesSorted"),
        inStore(
            "slashes are stored as hyphens",
            store -> colliding(store, n -> n.replace('/', '-')),
            "slashesAndHyphensNeverMakeTwoNamesOne"),
        inStore(
            "slashes are left out when storing",
            store -> colliding(store, n -> n.replace("/", "")),
            "slashesAndHyphensNeverMakeTwoNamesOne",
            "aPrefixEndsAtASegment"),
        inStore(
            "long names are cut",
            store -> colliding(store, n -> n.substring(0, Math.min(n.length(), 119))),
            "theLongestNamesWork"),
        inStore(
            "an interrupt closes the store",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public SecretVersion put(SecretName name, SecretValue value) {
                    if (Thread.currentThread().isInterrupted()) {
                      close();
                    }
                    return super.put(name, value);
                  }
                },
            "anInterruptedCallerDoesNoHarm"),
        inStore(
            "an interrupted put is acknowledged and forgotten",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public SecretVersion put(SecretName name, SecretValue value) {
                    return Thread.currentThread().isInterrupted()
                        ? new SecretVersion("interrupted", Instant.EPOCH)
                        : super.put(name, value);
                  }
                },
            "anInterruptedCallerDoesNoHarm"));
  }

  /** Putting an entry removes the one whose name is derived from it. */
  private static SecretStore overwriting(InMemorySecretStore store, UnaryOperator<String> other) {
    return new ForwardingStore(store) {
      @Override
      public SecretVersion put(SecretName name, SecretValue value) {
        String overwritten = other.apply(name.value());
        if (!overwritten.equals(name.value())) {
          delete(new SecretName(overwritten));
        }
        return super.put(name, value);
      }
    };
  }

  /** Putting an entry removes all that are stored in the same place. */
  private static SecretStore colliding(InMemorySecretStore store, UnaryOperator<String> place) {
    return new ForwardingStore(store) {
      @Override
      public SecretVersion put(SecretName name, SecretValue value) {
        try (Stream<SecretName> names = names("")) {
          names
              .filter(other -> !other.equals(name))
              .filter(other -> place.apply(other.value()).equals(place.apply(name.value())))
              .forEach(this::delete);
        }
        return super.put(name, value);
      }
    };
  }

  private static final class CachingStore extends ForwardingStore {
    private final Map<SecretName, Optional<StoredSecret>> cache = new HashMap<>();

    CachingStore(InMemorySecretStore store) {
      super(store);
    }

    @Override
    public synchronized Optional<StoredSecret> find(SecretName name) {
      super.find(name);
      return cache.computeIfAbsent(name, super::find);
    }

    @Override
    public synchronized SecretVersion put(SecretName name, SecretValue value) {
      cache.remove(name);
      return super.put(name, value);
    }

    @Override
    public synchronized void delete(SecretName name) {
      cache.remove(name);
      super.delete(name);
    }
  }
}
