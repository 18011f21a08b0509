// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {

  private static List<Entry> entries(String text) {
    Reading reading = YamlText.read(text);
    assertThat(reading.faults()).isEmpty();
    return reading.entries();
  }

  @Test
  void readsAccountsAndTheirCredentials() {
    List<Entry> entries =
        entries("version: '1.0'\ndefault:\n  a: x\n  b: 'it''s'\neu: { a: \"y\\u0041\", n: }\n");

    assertThat(entries)
        .extracting(entry -> entry.section() + "/" + entry.name() + "=" + entry.value())
        .containsExactly("/version=1.0", "default/a=x", "default/b=it's", "eu/a=yA", "eu/n=");
    assertThat(entries).extracting(Entry::line).containsExactly(1, 3, 4, 5, 5);
  }

  @Test
  void readsJsonAsAmazonsSamplesKeepIt() {
    assertThat(entries("{\"AppClientId\":\"x\",\n\t\"AppClientSecret\":\"y\"}"))
        .extracting(entry -> entry.name() + "=" + entry.value())
        .containsExactly("AppClientId=x", "AppClientSecret=y");
  }

  @Test
  void mergesInWhatAccountsHaveInCommon() {
    List<Entry> entries =
        entries("base: &b\n  id: x\n  secret: y\neu:\n  <<: *b\n  id: z\nfe:\n  <<: [*b]\n");

    assertThat(entries)
        .extracting(entry -> entry.section() + "/" + entry.name() + "=" + entry.value())
        .containsExactly(
            "base/id=x", "base/secret=y", "eu/id=z", "eu/secret=y", "fe/id=x", "fe/secret=y");
  }

  @Test
  void takesTheLastOfTwoOfOneNameAsTheClientDoes() {
    assertThat(entries("a: {x: 1, x: 2}\n"))
        .singleElement()
        .extracting(Entry::value)
        .isEqualTo("2");
  }

  @Test
  void knowsWhereAValueStandsBehindWideCharacters() {
    String text =
        "\uFEFF# 😀😀\na:\n  x: 'one' # c\n  y:   two   # c\n  z: |\n    three\n  w: \"four\"\n";

    assertThat(entries(text))
        .extracting(entry -> text.substring(entry.start(), entry.end()))
        .containsExactly("'one'", "two", "|\n    three\n", "\"four\"");
    assertThat(entries(text)).extracting(Entry::blank).containsExactly("''", "''", "''\n", "\"\"");
  }

  @Test
  void seesNullAsNothing() {
    assertThat(entries("a: {x: ~, y: null, z: , w: 'null'}\n"))
        .extracting(Entry::value)
        .containsExactly("", "", "", "null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void refusesWhatIsNestedWithoutEnd(String opening) {
    assertThat(YamlText.read(opening.repeat(100_000)).faults())
        .containsExactly(new Reading.Fault(1, "is nested too deeply"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b: canary",
        "a: [canary",
        "a: *canary",
        "\tcanary: b",
        "a: \u0001canary",
        "--- a: canary\n--- b",
        "canary",
        "[canary]"
      })
  void saysInOneLineWhatIsBroken(String text) {
    Reading reading = YamlText.read(text);

    assertThat(reading.entries()).isEmpty();
    assertThat(reading.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.line()).isPositive())
        .satisfies(fault -> assertThat(fault.reason()).doesNotContain("canary"));
  }

  @Test
  void readsNothingInNothing() {
    assertThat(entries("")).isEmpty();
    assertThat(entries("# only a comment\n")).isEmpty();
    assertThat(entries("a: [1, 2]\n1: {2: 3}\n")).extracting(Entry::value).containsExactly("3");
  }
}
