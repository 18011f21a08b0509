// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyValueTextTest {

  private static List<Entry> entries(String text) {
    Reading reading = KeyValueText.read(text);
    assertThat(reading.faults()).isEmpty();
    return reading.entries();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          A=b,                     b
          A = b,                   b
          export A=b,              b
          A=b # said to whom,      b
          A=b#c,                   b#c
          A=,                      ``
          A= # nothing,            ``
          A=x=y,                   x=y
          A='b',                   b
          A='b # c' # d,           b # c
          A='b\\n"c"',             b\\n"c"
          A="b",                   b
          A="b \\"c\\" \\\\ \\$D", b "c" \\ $D
          A="it's",                it's
          A=${B},                  ${B}
          A=Atzr|abc,              Atzr|abc
          """)
  void readsAValue(String line, String value) {
    assertThat(entries(line)).singleElement().extracting(Entry::value).isEqualTo(value);
  }

  @Test
  void readsValuesOverSeveralLinesAndGoesOnCounting() {
    List<Entry> entries = entries("# top\n\nA=\"x\ny\\nz\"\nB='1\n2'\r\nC=3\n");

    assertThat(entries).extracting(Entry::name).containsExactly("A", "B", "C");
    assertThat(entries).extracting(Entry::value).containsExactly("x\ny\nz", "1\n2", "3");
    assertThat(entries).extracting(Entry::line).containsExactly(3, 5, 7);
  }

  @Test
  void knowsWhereAValueStandsIncludingItsQuotationMarks() {
    String text = "\uFEFFA='😀' # c\r\nexport B = plain  # c\r\n";
    List<Entry> entries = entries(text);

    assertThat(entries)
        .extracting(entry -> text.substring(entry.start(), entry.end()))
        .containsExactly("'😀'", "plain");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          canary,        is not NAME=value
          9A=canary,     is not NAME=value
          A='canary,     has no closing quotation mark
          A="canary,     has no closing quotation mark
          A='canary' b,  goes on after the closing quotation mark
          """)
  void saysWhatItCannotUnderstandAndReadsTheRest(String line, String reason) {
    Reading reading = KeyValueText.read("X=1\n" + line + "\nY=2\n");

    assertThat(reading.faults()).containsExactly(new Reading.Fault(2, reason));
    assertThat(reading.entries()).extracting(Entry::name).containsExactly("X", "Y");
  }

  @Test
  void readsNothingInNothing() {
    assertThat(entries("")).isEmpty();
    assertThat(entries("\n\n  \n# a\n; b\n")).isEmpty();
  }
}
