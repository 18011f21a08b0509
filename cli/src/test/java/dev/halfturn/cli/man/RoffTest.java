// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.man;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoffTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '$',
      value = {
        "a\\nb, a\\(rsnb",
        "--dry-run, \\-\\-dry\\-run",
        ".TH, \\&.TH",
        "..., \\&...",
        "it is 3.5, it is 3.5",
        "'so, \\(aqso",
        "it's, it\\(aqs",
        "say \"so\", say \\(dqso\\(dq",
        "`id` ~ ^, \\(gaid\\(ga \\(ti \\(ha",
        "a…b, a\\[u2026]b",
        "Zoë, Zo\\[u00EB]",
        "🔑, \\[u1F511]"
      })
  void showsTextAsItIs(String text, String written) {
    assertThat(new Roff().text(text)).hasToString(written + "\n");
  }

  @Test
  void showsLinesAsTheyAre() {
    assertThat(new Roff().verbatim(List.of("  a   b", ".so", "\\e")))
        .hasToString(".nf\n  a   b\n\\&.so\n\\(rse\n.fi\n");
  }

  @Test
  void changesTheTypefaceForWhatIsEmphasized() {
    assertThat(new Roff().text(Emphasis.bold("-x") + " y")).hasToString("\\fB\\-x\\fR y\n");
  }

  @Test
  void saysInSeveralParagraphsWhatATermMeans() {
    assertThat(new Roff().tagged(".x", List.of("one", ".two")))
        .hasToString(".TP\n\\&.x\none\n.IP\n\\&.two\n");
  }
}
