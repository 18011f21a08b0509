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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptionalStoreRulesTest {

  @ParameterizedTest
  @MethodSource({
    "versionFaults",
    "createOnlyFaults",
    "conditionalFaults",
    "raceFaults",
    "batchFaults",
    "expiryFaults"
  })
  void noticeAFault(StoreFault fault) {
    BrokenStores.assertNoticed(fault);
  }

  static Stream<StoreFault> versionFaults() {
    return Stream.of(
        inStore(
            "versions are listed oldest first",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public List<SecretVersion> versions(SecretName name) {
                    List<SecretVersion> versions = new ArrayList<>(super.versions(name));
                    Collections.reverse(versions);
                    return versions;
                  }
                },
            "versionsAreListedNewestFirst"),
        inStore(
            "the current version is not listed",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public List<SecretVersion> versions(SecretName name) {
                    return super.versions(name).stream().skip(1).toList();
                  }
                },
            "versionsAreListedNewestFirst",
            "deletingTakesAllVersionsAway"),
        inStore(
            "every version has the current value",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<StoredSecret> find(SecretName name, String versionId) {
                    return super.find(name, versionId).flatMap(known -> find(name));
                  }
                },
            "eachListedVersionIsFound"),
        inStore(
            "an unknown version is an error",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<StoredSecret> find(SecretName name, String versionId) {
                    if (find(name).isPresent() && super.find(name, versionId).isEmpty()) {
                      throw failure(ErrorCode.NOT_FOUND);
                    }
                    return super.find(name, versionId);
                  }
                },
            "anUnknownVersionIsEmpty",
            "deletingTakesAllVersionsAway"),
        inStore(
            "a version is found under any name",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<StoredSecret> find(SecretName name, String versionId) {
                    super.find(name, versionId);
                    try (Stream<SecretName> names = names("")) {
                      return names.flatMap(n -> super.find(n, versionId).stream()).findAny();
                    }
                  }
                },
            "anUnknownVersionIsEmpty"),
        inWorld(
            "deleted versions come back with the name",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              Map<SecretName, List<StoredSecret>> deleted = new HashMap<>();
              return () -> revivingVersions(data.openAgain(), deleted);
            },
            "deletingTakesAllVersionsAway"),
        inStore(
            "versions can be listed in a closed store",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public List<SecretVersion> versions(SecretName name) {
                    return correct.openAgain().versions(name);
                  }
                },
            "aClosedStoreFailsTheCallsForVersions"));
  }

  static Stream<StoreFault> createOnlyFaults() {
    return Stream.of(
        inStore(
            "nothing is created",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
                    find(name);
                    return Optional.empty();
                  }
                },
            "anAbsentEntryIsCreated",
            "aDeletedEntryCanBeCreatedAgain",
            "ofSeveralThatCreateAtOnceExactlyOneSucceeds"),
        inStore(
            "an existing entry is overwritten",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
                    return Optional.of(put(name, value));
                  }
                },
            "anExistingEntryIsLeftAsItIs",
            "ofSeveralThatCreateAtOnceExactlyOneSucceeds"),
        inStore(
            "an existing entry passes for created",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
                    return super.putIfAbsent(name, value)
                        .or(() -> find(name).map(StoredSecret::version));
                  }
                },
            "anExistingEntryIsLeftAsItIs",
            "ofSeveralThatCreateAtOnceExactlyOneSucceeds"),
        inWorld(
            "a deleted entry cannot be created",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              InMemorySecretStore deleted = new InMemorySecretStore(clock);
              return () -> neverAgain(data.openAgain(), deleted);
            },
            "aDeletedEntryCanBeCreatedAgain"),
        inWorld(
            "creating looks first and writes later",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              Meeting meeting = new Meeting();
              return () -> lookingFirst(data.openAgain(), meeting);
            },
            "ofSeveralThatCreateAtOnceExactlyOneSucceeds"),
        inStore(
            "a closed store creates",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
                    return correct.openAgain().putIfAbsent(name, value);
                  }
                },
            "aClosedStoreFailsPutIfAbsent"));
  }

  static Stream<StoreFault> conditionalFaults() {
    return Stream.of(
        inStore(
            "the expected version is taken for another",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putIfVersion(
                      SecretName name, SecretValue value, String expectedVersionId) {
                    return super.putIfVersion(name, value, expectedVersionId + "x");
                  }
                },
            "theExpectedVersionIsReplaced",
            "countingBySeveralLosesNoCount"),
        inStore(
                "any version will do",
                store ->
                    new ForwardingStore(store) {
                      @Override
                      public Optional<SecretVersion> putIfVersion(
                          SecretName name, SecretValue value, String expectedVersionId) {
                        return find(name).map(current -> put(name, value));
                      }
                    },
                "anotherVersionIsLeftAsItIs")
            .withLuckAlso("countingBySeveralLosesNoCount"),
        inStore(
            "an absent entry has every version",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putIfVersion(
                      SecretName name, SecretValue value, String expectedVersionId) {
                    return find(name).isEmpty()
                        ? Optional.of(put(name, value))
                        : super.putIfVersion(name, value, expectedVersionId);
                  }
                },
            "anAbsentEntryIsNotCreated"),
        inWorld(
            "comparing comes first and writing later",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              Meeting meeting = new Meeting();
              return () -> comparingFirst(data.openAgain(), meeting);
            },
            "countingBySeveralLosesNoCount"),
        inStore(
            "a closed store compares and puts",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putIfVersion(
                      SecretName name, SecretValue value, String expectedVersionId) {
                    return correct.openAgain().putIfVersion(name, value, expectedVersionId);
                  }
                },
            "aClosedStoreFailsPutIfVersion"));
  }

  static Stream<StoreFault> raceFaults() {
    return Stream.of(
        inStore(
            "nobody ever wins a race",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putUnlessOvertaken(
                      SecretName name, SecretValue value, Optional<String> expectedVersionId) {
                    find(name);
                    return Optional.empty();
                  }
                },
            "whoIsNotOvertakenReplacesTheExpectedVersion",
            "anAbsentEntryIsCreatedWhereNoneIsExpected",
            "ofSeveralThatCreateOneEntryExactlyOneWins",
            "ofSeveralThatReplaceOneVersionExactlyOneWins"),
        inStore(
            "everybody wins a race",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putUnlessOvertaken(
                      SecretName name, SecretValue value, Optional<String> expectedVersionId) {
                    return expectedVersionId.isPresent() && find(name).isEmpty()
                        ? Optional.empty()
                        : Optional.of(put(name, value));
                  }
                },
            "whoWasOvertakenIsTold",
            "ofSeveralThatCreateOneEntryExactlyOneWins",
            "ofSeveralThatReplaceOneVersionExactlyOneWins"),
        inStore(
            "who was overtaken stays the current one",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putUnlessOvertaken(
                      SecretName name, SecretValue value, Optional<String> expectedVersionId) {
                    Optional<SecretVersion> won =
                        super.putUnlessOvertaken(name, value, expectedVersionId);
                    if (won.isEmpty() && find(name).isPresent()) {
                      put(name, value);
                    }
                    return won;
                  }
                },
            "whoWasOvertakenIsTold",
            "ofSeveralThatCreateOneEntryExactlyOneWins",
            "ofSeveralThatReplaceOneVersionExactlyOneWins"),
        inStore(
            "an absent entry is never overtaken",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putUnlessOvertaken(
                      SecretName name, SecretValue value, Optional<String> expectedVersionId) {
                    return expectedVersionId.isPresent() && find(name).isEmpty()
                        ? Optional.of(put(name, value))
                        : super.putUnlessOvertaken(name, value, expectedVersionId);
                  }
                },
            "anAbsentEntryIsNotCreatedByARace"),
        inWorld(
            "racers look first and write later",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              Meeting meeting = new Meeting();
              return () -> racingBlindly(data.openAgain(), meeting);
            },
            "ofSeveralThatReplaceOneVersionExactlyOneWins",
            "ofSeveralThatCreateOneEntryExactlyOneWins"),
        inStore(
            "no race makes an entry",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putUnlessOvertaken(
                      SecretName name, SecretValue value, Optional<String> expectedVersionId) {
                    find(name);
                    return expectedVersionId.isEmpty()
                        ? Optional.empty()
                        : super.putUnlessOvertaken(name, value, expectedVersionId);
                  }
                },
            "anAbsentEntryIsCreatedWhereNoneIsExpected",
            "ofSeveralThatCreateOneEntryExactlyOneWins"),
        inStore(
            "everybody makes an entry",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putUnlessOvertaken(
                      SecretName name, SecretValue value, Optional<String> expectedVersionId) {
                    return expectedVersionId.isEmpty()
                        ? Optional.of(put(name, value))
                        : super.putUnlessOvertaken(name, value, expectedVersionId);
                  }
                },
            "ofSeveralThatCreateOneEntryExactlyOneWins",
            "whoWasOvertakenIsTold"),
        inStore(
            "a closed store races",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<SecretVersion> putUnlessOvertaken(
                      SecretName name, SecretValue value, Optional<String> expectedVersionId) {
                    return correct.openAgain().putUnlessOvertaken(name, value, expectedVersionId);
                  }
                },
            "aClosedStoreFailsPutUnlessOvertaken"));
  }

  static Stream<StoreFault> batchFaults() {
    return Stream.of(
        inStore(
            "the first of a batch is left out",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Map<SecretName, SecretVersion> putAll(
                      Map<SecretName, SecretValue> values) {
                    Map<SecretName, SecretValue> fewer = new TreeMap<>(values);
                    Map<SecretName, SecretVersion> versions = super.putAll(values);
                    if (fewer.size() > 1) {
                      super.delete(new TreeMap<>(values).firstKey());
                    }
                    return versions;
                  }
                },
            "allValuesOfABatchAreStored",
            "ifOneValueIsRefusedNoneIsStored",
            "whoReadsSeesAWholeBatch"),
        inStore(
            "a batch does not count versions",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Map<SecretName, SecretVersion> putAll(
                      Map<SecretName, SecretValue> values) {
                    Map<SecretName, SecretVersion> versions = new TreeMap<>();
                    super.putAll(values)
                        .forEach(
                            (name, version) ->
                                versions.put(
                                    name, new SecretVersion("batch", version.createdAt())));
                    return versions;
                  }
                },
            "aBatchGivesNewVersionIds",
            "allValuesOfABatchAreStored"),
        inStore(
            "a refused batch is half written",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Map<SecretName, SecretVersion> putAll(
                      Map<SecretName, SecretValue> values) {
                    if (values.values().stream().anyMatch(value -> value.size() > 1 << 16)) {
                      SecretName first = new TreeMap<>(values).firstKey();
                      put(first, values.get(first));
                      throw failure(ErrorCode.INVALID_ARGUMENT);
                    }
                    return super.putAll(values);
                  }
                },
            "ifOneValueIsRefusedNoneIsStored"),
        inWorld(
            "a batch is written one by one",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              Meeting meeting = new Meeting();
              return () -> writingOneByOne(data.openAgain(), meeting);
            },
            "whoReadsSeesAWholeBatch"),
        inStore(
            "a closed store takes batches",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Map<SecretName, SecretVersion> putAll(
                      Map<SecretName, SecretValue> values) {
                    return correct.openAgain().putAll(values);
                  }
                },
            "aClosedStoreFailsPutAll"));
  }

  static Stream<StoreFault> expiryFaults() {
    return Stream.of(
        inStore(
            "a mark is a new version",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public void markExpiry(SecretName name, Instant expiresAt) {
                    find(name).ifPresent(current -> put(name, current.value()));
                    super.markExpiry(name, expiresAt);
                  }
                },
            "aMarkChangesNeitherValueNorVersion"),
        inStore(
            "a mark cannot be moved",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public void markExpiry(SecretName name, Instant expiresAt) {
                    if (correct.expiry(name).isPresent()) {
                      throw failure(ErrorCode.CONFLICT);
                    }
                    super.markExpiry(name, expiresAt);
                  }
                },
            "aMarkChangesNeitherValueNorVersion",
            "anExpiredValueStaysReadable"),
        inWorld(
            "an expired value is hidden",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              return () ->
                  new ForwardingStore(data.openAgain()) {
                    @Override
                    public Optional<StoredSecret> find(SecretName name) {
                      return super.find(name)
                          .filter(
                              s -> correct.expiry(name).filter(clock.instant()::isAfter).isEmpty());
                    }
                  };
            },
            "anExpiredValueStaysReadable"),
        inStore(
            "what is absent can be marked",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public void markExpiry(SecretName name, Instant expiresAt) {
                    if (find(name).isPresent()) {
                      super.markExpiry(name, expiresAt);
                    }
                  }
                },
            "anAbsentEntryCannotBeMarked"),
        inStore(
            "a closed store marks",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public void markExpiry(SecretName name, Instant expiresAt) {
                    correct.openAgain().markExpiry(name, expiresAt);
                  }
                },
            "aClosedStoreFailsMarkExpiry"));
  }

  private static SecretStore revivingVersions(
      InMemorySecretStore store, Map<SecretName, List<StoredSecret>> deleted) {
    return new ForwardingStore(store) {
      @Override
      public void delete(SecretName name) {
        List<StoredSecret> history =
            super.versions(name).stream()
                .flatMap(version -> super.find(name, version.id()).stream())
                .toList();
        super.delete(name);
        deleted.put(name, history);
      }

      @Override
      public List<SecretVersion> versions(SecretName name) {
        List<SecretVersion> versions = new ArrayList<>(super.versions(name));
        if (!versions.isEmpty()) {
          deleted.getOrDefault(name, List.of()).forEach(s -> versions.add(s.version()));
        }
        return versions;
      }
    };
  }

  private static SecretStore neverAgain(InMemorySecretStore store, InMemorySecretStore deleted) {
    return new ForwardingStore(store) {
      @Override
      public void delete(SecretName name) {
        find(name).ifPresent(secret -> deleted.put(name, secret.value()));
        super.delete(name);
      }

      @Override
      public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
        return deleted.find(name).isPresent() ? Optional.empty() : super.putIfAbsent(name, value);
      }
    };
  }

  private static SecretStore lookingFirst(InMemorySecretStore store, Meeting meeting) {
    return new ForwardingStore(store) {
      @Override
      public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
        boolean absent = find(name).isEmpty();
        meeting.happened();
        return absent ? Optional.of(put(name, value)) : Optional.empty();
      }
    };
  }

  private static SecretStore comparingFirst(InMemorySecretStore store, Meeting meeting) {
    return new ForwardingStore(store) {
      @Override
      public Optional<SecretVersion> putIfVersion(
          SecretName name, SecretValue value, String expectedVersionId) {
        boolean expected =
            find(name).filter(s -> s.version().id().equals(expectedVersionId)).isPresent();
        meeting.happened();
        return expected ? Optional.of(put(name, value)) : Optional.empty();
      }
    };
  }

  private static SecretStore racingBlindly(InMemorySecretStore store, Meeting meeting) {
    return new ForwardingStore(store) {
      @Override
      public Optional<SecretVersion> putUnlessOvertaken(
          SecretName name, SecretValue value, Optional<String> expectedVersionId) {
        boolean expected = find(name).map(s -> s.version().id()).equals(expectedVersionId);
        meeting.happened();
        return expected ? Optional.of(put(name, value)) : Optional.empty();
      }
    };
  }

  private static SecretStore writingOneByOne(InMemorySecretStore store, Meeting meeting) {
    return new ForwardingStore(store) {
      @Override
      public Map<SecretName, SecretVersion> putAll(Map<SecretName, SecretValue> values) {
        Map<SecretName, SecretVersion> versions = new TreeMap<>();
        values.forEach(
            (name, value) -> {
              if (versions.size() == 1) {
                meeting.happened();
                meeting.happened();
              }
              versions.put(name, put(name, value));
            });
        return versions;
      }

      @Override
      public Map<SecretName, StoredSecret> findAll(Set<SecretName> names) {
        meeting.happened();
        Map<SecretName, StoredSecret> found = super.findAll(names);
        meeting.happened();
        return found;
      }
    };
  }
}
