// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretName;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which names a store lists, and in which order. */
interface ListingRules extends StoreUnderTest {

  @Test
  @DisplayName("an empty store lists nothing")
  default void anEmptyStoreListsNothing() {
    assertThat(listed("")).isEmpty();
    assertThat(listed("erp")).isEmpty();
  }

  @Test
  @DisplayName("the empty prefix lists all names, sorted by their characters, each once")
  default void theEmptyPrefixListsAllNamesSorted() {
    putAll("erp/z", "erp-jp/a", "erp", "a/b/c", "erp/a", "zz", "erp/a", "erp2", "erp/a/b");

    assertThat(listed(""))
        .containsExactly("a/b/c", "erp", "erp-jp/a", "erp/a", "erp/a/b", "erp/z", "erp2", "zz");
  }

  @Test
  @DisplayName("a prefix ends at a segment: the entry itself and what lies below it")
  default void aPrefixEndsAtASegment() {
    putAll("erp", "erp/a", "erp/a/b", "erp/ab", "erp-jp", "erp-jp/a", "erp2/a", "x/erp/a");

    assertThat(listed("erp")).containsExactly("erp", "erp/a", "erp/a/b", "erp/ab");
    assertThat(listed("erp/a")).containsExactly("erp/a", "erp/a/b");
    assertThat(listed("er")).isEmpty();
  }

  @Test
  @DisplayName("a deleted name is not listed")
  default void aDeletedNameIsNotListed() {
    putAll("erp/a", "erp/a/b");

    store().delete(new SecretName("erp/a"));

    assertThat(listed("erp")).containsExactly("erp/a/b");
  }

  @Test
  @DisplayName("more names than fit on one page are listed completely")
  default void manyNamesAreListedCompletely() {
    List<String> names = IntStream.range(100, 225).mapToObj(i -> "erp/s" + i).toList();
    names.forEach(this::putAll);

    assertThat(listed("erp")).isEqualTo(names);
  }

  private void putAll(String... names) {
    for (String name : names) {
      store().put(new SecretName(name), secret(name));
    }
  }

  private List<String> listed(String prefix) {
    try (Stream<SecretName> names = store().names(prefix)) {
      return names.map(SecretName::value).toList();
    }
  }
}
