// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static dev.halfturn.store.file.format.Samples.NOON;
import static dev.halfturn.store.file.format.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.store.file.reference.Fixed;
import dev.halfturn.store.file.reference.ReferenceFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntriesTest {

  private static final SecretName A = SecretName.of("a");
  private static final SecretName A_B = SecretName.of("a/b");
  private static final SecretName A_HYPHEN = SecretName.of("a-x/b");
  private static final SecretName C = SecretName.of("c");

  private final Entries empty = Entries.empty();

  private static Entries of(String json) {
    return EntriesParser.parse(ReferenceFile.frame(Bytes.ascii(json)));
  }

  private static String valueOf(Entries entries, SecretName name) {
    return entries.find(name).orElseThrow().value().revealUtf8();
  }

  @Nested
  class Putting {

    @Test
    void makesTheValueTheCurrentVersion() {
      Entries entries = empty.put(A, value("one"), NOON, 3).put(A, value("two"), NOON, 3);

      assertThat(valueOf(entries, A)).isEqualTo("two");
      assertThat(entries.version(A)).contains(new SecretVersion("2", NOON));
    }

    @Test
    void changesNothingInTheEntriesBefore() {
      Entries before = empty.put(A, value("one"), NOON, 3);

      before.put(A, value("two"), NOON, 3);

      assertThat(valueOf(before, A)).isEqualTo("one");
      assertThat(empty.names("")).isEmpty();
    }

    @Test
    void keepsAsManyVersionsAsAskedNewestFirst() {
      Entries entries = empty;
      for (int i = 1; i <= 5; i++) {
        entries = entries.put(A, value("v" + i), NOON.plusSeconds(i), 3);
      }

      assertThat(entries.versions(A)).extracting(SecretVersion::id).containsExactly("5", "4", "3");
      assertThat(entries.find(A, "3").orElseThrow().value()).isEqualTo(value("v3"));
      assertThat(entries.find(A, "2")).isEmpty();
      assertThat(entries.find(A, "03")).isEmpty();
      assertThat(entries.put(A, value("v6"), NOON, 1).versions(A)).hasSize(1);
    }

    @Test
    void keepsTheTimeInMillisecondsAndNeverGoesBack() {
      Entries first = empty.put(A, value("one"), NOON.plusNanos(1_234_567), 3);
      Entries second = first.put(A, value("two"), NOON.minus(Duration.ofDays(1)), 3);

      assertThat(first.version(A).orElseThrow().createdAt()).isEqualTo(NOON.plusMillis(1));
      assertThat(second.version(A).orElseThrow().createdAt()).isEqualTo(NOON.plusMillis(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59.999Z", "+1000000-01-01T00:00:00Z"})
    void keepsATimeOutOfRangeAtItsEdge(String time) {
      Entries entries = empty.put(A, value("one"), Instant.parse(time), 3);

      assertThat(of(new String(Samples.json(entries), StandardCharsets.US_ASCII)).version(A))
          .isEqualTo(entries.version(A));
    }

    @Test
    void refusesToKeepNoVersion() {
      assertThatThrownBy(() -> empty.put(A, value("one"), NOON, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhenTheNumbersAreUsedUp() {
      Entries last =
          of("{\"entries\":{\"a\":{\"last\":9007199254740991,\"versions\":[]}},\"v\":1}");

      assertThat(Samples.refusal(() -> last.put(A, value("one"), NOON, 3)))
          .isEqualTo("FAILED_PRECONDITION");
      assertThat(valueOf(last.put(C, value("other"), NOON, 3), C)).isEqualTo("other");
    }
  }

  @Nested
  class Deleting {

    @Test
    void removesTheEntryWithAllVersions() {
      Entries entries = empty.put(A, value("one"), NOON, 3).put(A, value("two"), NOON, 3).delete(A);

      assertThat(entries.find(A)).isEmpty();
      assertThat(entries.find(A, "1")).isEmpty();
      assertThat(entries.versions(A)).isEmpty();
      assertThat(entries.version(A)).isEmpty();
      assertThat(entries.names("")).isEmpty();
    }

    @Test
    void neverLetsANumberBeUsedAgain() {
      Entries entries = empty.put(A, value("one"), NOON, 3).delete(A).put(A, value("two"), NOON, 3);

      assertThat(entries.versions(A)).extracting(SecretVersion::id).containsExactly("2");
    }

    @Test
    void isNothingForAnEntryThatIsNotThere() {
      Entries deleted = empty.put(A, value("one"), NOON, 3).delete(A);

      assertThat(empty.delete(A)).isSameAs(empty);
      assertThat(deleted.delete(A)).isSameAs(deleted);
    }
  }

  @Nested
  class SeveralChanges {

    @Test
    void happenTogether() {
      Entries before = empty.put(A, value("a"), NOON, 3).put(C, value("c"), NOON, 3);

      Entries after =
          before.apply(
              Map.of(
                  A, Optional.empty(),
                  A_B, Optional.of(value("a/b")),
                  C, Optional.of(value("c2"))),
              NOON,
              3);

      assertThat(after.names("")).containsExactly(A_B, C);
      assertThat(valueOf(after, A_B)).isEqualTo("a/b");
      assertThat(valueOf(after, C)).isEqualTo("c2");
    }

    @Test
    void areNoneIfTheyOnlyDeleteWhatIsNotThere() {
      assertThat(empty.apply(Map.of(A, Optional.empty(), C, Optional.empty()), NOON, 3))
          .isSameAs(empty);
      assertThat(empty.apply(Map.of(), NOON, 3)).isSameAs(empty);
    }
  }

  @Nested
  class Names {

    private final Entries entries =
        empty.apply(
            Map.of(
                C,
                Optional.of(value("c")),
                A_HYPHEN,
                Optional.of(value("a-x/b")),
                A_B,
                Optional.of(value("a/b")),
                A,
                Optional.of(value("a")),
                SecretName.of("ab"),
                Optional.of(value("ab"))),
            NOON,
            3);

    @Test
    void areSortedByTheirCharacters() {
      assertThat(entries.names(""))
          .extracting(SecretName::value)
          .containsExactly("a", "a-x/b", "a/b", "ab", "c");
    }

    @Test
    void areThoseWithinAPrefix() {
      assertThat(entries.names("a")).containsExactly(A, A_B);
      assertThat(entries.names("a/b")).containsExactly(A_B);
      assertThat(entries.names("a-x")).containsExactly(A_HYPHEN);
      assertThat(entries.names("b")).isEmpty();
      assertThat(entries.names("z")).isEmpty();
    }

    @Test
    void leaveOutWhatWasDeleted() {
      assertThat(entries.delete(A).names("a")).containsExactly(A_B);
    }

    @Test
    void areReadLazily() {
      assertThat(entries.names("").findFirst()).contains(A);
    }
  }

  @Test
  void thousandsOfEntriesAreFoundOneByOne() {
    Map<SecretName, Optional<SecretValue>> changes = new HashMap<>();
    for (int i = 0; i < 5000; i++) {
      changes.put(SecretName.of("app-" + i % 7 + "/seller-" + i), Optional.of(value("v" + i)));
    }
    Entries parsed = EntriesParser.parse(empty.apply(changes, NOON, 3).plaintext());

    assertThat(parsed.names("")).hasSize(5000).isSorted();
    changes.forEach(
        (name, value) ->
            assertThat(parsed.find(name).orElseThrow().value()).isEqualTo(value.orElseThrow()));
  }

  @Test
  void anEntryThatIsNotThereIsNotFound() {
    Entries entries = empty.put(A_B, value("x"), NOON, 3);

    for (SecretName name : new SecretName[] {A, C, SecretName.of("a/b/c"), SecretName.of("a/a")}) {
      assertThat(entries.find(name)).isEmpty();
      assertThat(entries.find(name, "1")).isEmpty();
      assertThat(entries.versions(name)).isEmpty();
    }
  }

  @Test
  void valuesOfAnySizeAndContentComeBackExactly() {
    for (byte[] bytes :
        new byte[][] {
          {0},
          {0, 0, 0},
          "Grüße, 世界 🔑\n\"\\".getBytes(StandardCharsets.UTF_8),
          Fixed.bytes("large", 25 * 1024)
        }) {
      Entries entries = empty.put(A, SecretValue.of(bytes), NOON, 3);

      assertThat(entries.find(A).orElseThrow().value().reveal()).isEqualTo(bytes);
    }
  }
}
