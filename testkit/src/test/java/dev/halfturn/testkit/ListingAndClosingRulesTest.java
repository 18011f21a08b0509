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
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListingAndClosingRulesTest {

  @ParameterizedTest
  @MethodSource({"listingFaults", "closingFaults"})
  void noticeAFault(StoreFault fault) {
    BrokenStores.assertNoticed(fault);
  }

  static Stream<StoreFault> listingFaults() {
    return Stream.of(
        inStore(
            "an entry of the store's own is listed",
            store ->
                listing(
                    store, (all, prefix) -> Stream.concat(all, Stream.of(SecretName.of("zzz")))),
            "anEmptyStoreListsNothing",
            "aDeletedNameIsNotListed",
            "aPrefixEndsAtASegment",
            "anExpiredValueStaysReadable",
            "manyNamesAreListedCompletely",
            "theEmptyPrefixListsAllNamesSorted"),
        inStore(
            "names are sorted by segments",
            store ->
                listing(
                    store,
                    (all, prefix) ->
                        all.sorted(Comparator.comparing(n -> n.value().replace('/', ' ')))),
            "theEmptyPrefixListsAllNamesSorted"),
        inStore(
            "names are not sorted",
            store -> listing(store, (all, prefix) -> all.sorted(Comparator.reverseOrder())),
            "theEmptyPrefixListsAllNamesSorted",
            "aPrefixEndsAtASegment",
            "manyNamesAreListedCompletely"),
        inStore(
            "a prefix is any beginning",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Stream<SecretName> names(String prefix) {
                    return super.names("").filter(name -> name.value().startsWith(prefix));
                  }
                },
            "aPrefixEndsAtASegment"),
        inStore(
            "a prefix leaves out the entry itself",
            store -> listing(store, (all, prefix) -> all.filter(n -> !n.value().equals(prefix))),
            "aPrefixEndsAtASegment"),
        inWorld(
            "deleted names are listed",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              TreeSet<SecretName> ever = new TreeSet<>();
              return () -> rememberingNames(data.openAgain(), ever);
            },
            "aDeletedNameIsNotListed"),
        inStore(
            "only the first page is listed",
            store -> listing(store, (all, prefix) -> all.limit(100)),
            "manyNamesAreListedCompletely"));
  }

  static Stream<StoreFault> closingFaults() {
    return Stream.of(
        inStore(
            "closing twice is an error",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public void close() {
                    find(SecretName.of("a"));
                    super.close();
                  }
                },
            "closingTwiceIsNoError",
            "aClosedStoreFailsPutUnlessOvertaken",
            "aClosedStoreFailsEveryCall",
            "aClosedStoreFailsMarkExpiry",
            "aClosedStoreFailsPutAll",
            "aClosedStoreFailsPutIfAbsent",
            "aClosedStoreFailsPutIfVersion",
            "aClosedStoreFailsTheCallsForVersions",
            "aPutDuringClosingIsKeptOrRefused",
            "closingOneOpeningLeavesAnotherOpen",
            "noFailureHoldsAValue"),
        inStore(
            "a closed store can be read",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Optional<StoredSecret> find(SecretName name) {
                    return correct.openAgain().find(name);
                  }
                },
            "aClosedStoreFailsEveryCall"),
        inStore(
            "a closed store can be listed",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public Stream<SecretName> names(String prefix) {
                    return correct.openAgain().names(prefix);
                  }
                },
            "aClosedStoreFailsEveryCall"),
        inStore(
            "a closed store fails with another code",
            store ->
                new ForwardingStore(store) {
                  @Override
                  public void delete(SecretName name) {
                    try {
                      super.delete(name);
                    } catch (RuntimeException e) {
                      throw failure(ErrorCode.UNAVAILABLE);
                    }
                  }
                },
            "aClosedStoreFailsEveryCall"),
        inWorld(
            "closing closes what others use",
            clock -> {
              InMemorySecretStore data = new InMemorySecretStore(clock);
              return () -> data;
            },
            "closingOneOpeningLeavesAnotherOpen",
            "aClosedStoreFailsEveryCall",
            "aPutDuringClosingIsKeptOrRefused",
            "aVersionIdIsNotUsedAgain",
            "eachPutIsAVersionOfItsOwn",
            "whatWasPutIsThereAfterReopening"),
        inStore(
            "a put during closing is acknowledged and forgotten",
            store ->
                new ForwardingStore(store) {
                  private volatile boolean closing;
                  private boolean forgot;

                  @Override
                  public SecretVersion put(SecretName name, SecretValue value) {
                    if (closing && !forgot && Thread.currentThread().getName().equals("writer")) {
                      forgot = true;
                      return new SecretVersion("forgotten", Instant.EPOCH);
                    }
                    return super.put(name, value);
                  }

                  @Override
                  public void close() {
                    closing = true;
                    super.close();
                  }
                },
            "aPutDuringClosingIsKeptOrRefused"));
  }

  private static SecretStore listing(
      InMemorySecretStore store,
      BiFunction<Stream<SecretName>, String, Stream<SecretName>> change) {
    return new ForwardingStore(store) {
      @Override
      public Stream<SecretName> names(String prefix) {
        return change.apply(super.names(prefix), prefix);
      }
    };
  }

  private static SecretStore rememberingNames(InMemorySecretStore store, Set<SecretName> everPut) {
    return new ForwardingStore(store) {
      @Override
      public SecretVersion put(SecretName name, SecretValue value) {
        synchronized (everPut) {
          everPut.add(name);
        }
        return super.put(name, value);
      }

      @Override
      public Stream<SecretName> names(String prefix) {
        super.names(prefix).close();
        synchronized (everPut) {
          return everPut.stream().filter(name -> name.isWithin(prefix)).toList().stream();
        }
      }
    };
  }
}
