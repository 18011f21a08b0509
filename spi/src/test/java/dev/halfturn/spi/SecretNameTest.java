// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "0",
        "erp/lwa/clientsecret",
        "a-b",
        "a-b-c/d-1",
        "a/a/a",
        "my-erp/refreshtoken"
      })
  void legalNames(String name) {
    assertThat(SecretName.of(name).value()).isEqualTo(name);
    assertThat(SecretName.of(name)).hasToString(name).isEqualTo(new SecretName(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "a/", "/a", "a//b", "-", "-a", "a-", "a--b", "a/-b", "a-/b", "A", "a.b", "..",
        "../a", "a/../b", "a b", " a", "a\n", "\na", "a\u0000", "ä", "а", "a_b", "a\\b", "%2e", "ａ",
        "١"
      })
  void illegalNames(String name) {
    assertThatThrownBy(() -> SecretName.of(name))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e.hint()).isPresent();
            });
  }

  @Test
  void theLongestNameHas120Characters() {
    assertThat(SecretName.of("a".repeat(120)).value()).hasSize(120);
    assertThatThrownBy(() -> SecretName.of("a".repeat(121))).isInstanceOf(HalfturnException.class);
    assertThatThrownBy(() -> SecretName.of("a".repeat(119)).child("b"))
        .isInstanceOf(HalfturnException.class);
  }

  @Test
  void whatMayBeASecretInTheWrongPlaceIsNotQuoted() {
    assertThatThrownBy(() -> SecretName.of("Erp/ClientSecret"))
        .hasMessage("not a legal entry name: 'Erp/ClientSecret'");
    assertThatThrownBy(() -> SecretName.of("amzn1.oa2-cs.v1." + "c0ffee".repeat(10)))
        .hasMessage("not a legal entry name: 76 characters that are not shown");
    assertThatThrownBy(() -> SecretName.of("Pa+ss=word|"))
        .hasMessage("not a legal entry name: 11 characters that are not shown");
  }

  @ParameterizedTest
  @CsvSource({
    "erp, '', true",
    "erp, erp, true",
    "erp/x, erp, true",
    "erp/x/y, erp/x, true",
    "erp-jp, erp, false",
    "erp2, erp, false",
    "erp, erp/x, false",
    "x/erp, erp, false",
    "erp/x, er, false",
    "erp/x, erp/, false",
  })
  void isWithinEndsAtASegment(String name, String prefix, boolean within) {
    assertThat(SecretName.of(name).isWithin(prefix)).isEqualTo(within);
  }

  @Test
  void namesAreOrderedByTheirCharacters() {
    List<SecretName> sorted =
        List.of(
            SecretName.of("a"), SecretName.of("a-b"), SecretName.of("a/b"), SecretName.of("a0"));

    assertThat(sorted.stream().sorted().toList()).isEqualTo(sorted);
  }

  @Property
  void segmentsJoinedByTwoHyphensNeverCollide(
      @ForAll("names") SecretName one, @ForAll("names") SecretName two) {
    String flatOne = one.value().replace("/", "--");
    String flatTwo = two.value().replace("/", "--");

    assertThat(flatOne.equals(flatTwo)).isEqualTo(one.equals(two));
    assertThat(SecretName.of(flatOne.replace("--", "/"))).isEqualTo(one);
  }

  @Property
  void aChildIsWithinItsParentAndNothingElseOfThatLength(
      @ForAll("names") SecretName parent, @ForAll("segments") String segment) {
    if (parent.value().length() + 1 + segment.length() <= SecretName.MAX_LENGTH) {
      SecretName child = parent.child(segment);
      assertThat(child.isWithin(parent.value())).isTrue();
      assertThat(parent.isWithin(child.value())).isFalse();
      assertThat(child).isGreaterThan(parent);
    }
  }

  @Property
  void anyTextIsLegalOrRefusedWithOneCode(@ForAll String text) {
    Optional<Throwable> refusal = Optional.ofNullable(catchThrowable(() -> SecretName.of(text)));

    boolean legal =
        text.length() <= 120
            && !text.isEmpty()
            && List.of(text.split("/", -1)).stream().allMatch(SecretNameTest::isSegment);
    assertThat(refusal.isEmpty()).isEqualTo(legal);
    refusal.ifPresent(
        e -> assertThat(((HalfturnException) e).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  /** Says the same as the expression in {@link SecretName}, in another way. */
  private static boolean isSegment(String text) {
    return !text.isEmpty()
        && !text.startsWith("-")
        && !text.endsWith("-")
        && !text.contains("--")
        && text.chars().allMatch(c -> "abcdefghijklmnopqrstuvwxyz0123456789-".indexOf(c) >= 0);
  }

  @Provide
  Arbitrary<String> segments() {
    return Arbitraries.strings()
        .withChars("ab0")
        .ofMinLength(1)
        .ofMaxLength(3)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(words -> String.join("-", words));
  }

  @Provide
  Arbitrary<SecretName> names() {
    return segments().list().ofMinSize(1).ofMaxSize(4).map(s -> SecretName.of(String.join("/", s)));
  }
}
