// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @Test
  void blanksSeparateArguments() {
    assertThat(CommandLine.split("  /bin/tool  lookup\tkey "))
        .isEqualTo(List.of("/bin/tool", "lookup", "key"));
    assertThat(CommandLine.split("/bin/tool")).isEqualTo(List.of("/bin/tool"));
  }

  @Test
  void quotationMarksKeepBlanksAndEachOther() {
    assertThat(CommandLine.split("'/opt/my tools/get' \"a b\" 'say \"x\"' \"it's\" ''"))
        .isEqualTo(List.of("/opt/my tools/get", "a b", "say \"x\"", "it's", ""));
    assertThat(CommandLine.split("/bin/tool --name='a b'c"))
        .isEqualTo(List.of("/bin/tool", "--name=a bc"));
  }

  @Test
  void nothingElseMeansAnything() {
    assertThat(CommandLine.split("/bin/tool $HOME `id` ; rm -rf * | cat > x \\n && y"))
        .containsExactly(
            "/bin/tool",
            "$HOME",
            "`id`",
            ";",
            "rm",
            "-rf",
            "*",
            "|",
            "cat",
            ">",
            "x",
            "\\n",
            "&&",
            "y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/tool 'open", "/bin/tool \"open", "/bin/tool a'", "'"})
  void anOpenQuotationMarkIsRefusedWithoutQuotingTheLine(String line) {
    assertThatThrownBy(() -> CommandLine.split(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a quotation mark is not closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "tool lookup", "./tool", "'' /bin/tool"})
  void theProgramIsNamedByItsAbsolutePath(String line) {
    assertThatThrownBy(() -> CommandLine.split(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must begin with the absolute path of a program");
  }
}
