// SPDX-License-Identifier: Apache-2.0
package com.example.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be seen of main.tf without a project at Google. */
class ConfigurationTest {

  private final String text = Files.readString(Path.of("main.tf"));

  ConfigurationTest() throws IOException {}

  private List<String> all(String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }

  @Test
  void everyBracketIsClosed() {
    for (String pair : List.of("{}", "[]", "()")) {
      assertThat(text.chars().filter(c -> c == pair.charAt(0)).count())
          .as(pair)
          .isEqualTo(text.chars().filter(c -> c == pair.charAt(1)).count());
    }
  }

  @Test
  void everythingThatIsReferredToExists() {
    List<String> declared =
        Pattern.compile("(?m)^(?:resource|data) \"(\\w+)\" \"(\\w+)\" \\{")
            .matcher(text)
            .results()
            .map(found -> found.group(1) + "." + found.group(2))
            .toList();

    assertThat(all("(google_[a-z0-9_]+\\.[a-z_]+)")).isNotEmpty().isSubsetOf(declared);
    assertThat(all("\\bvar\\.(\\w+)"))
        .isNotEmpty()
        .isSubsetOf(all("(?m)^variable \"(\\w+)\" \\{"));
    assertThat(declared).doesNotHaveDuplicates();
  }

  @Test
  void noSecretHasAValueOrAnEnd() {
    assertThat(text)
        .doesNotContain("google_secret_manager_secret_version")
        .doesNotContain("secret_data")
        .doesNotContainPattern("(?m)^\\s*(?:expire_time|ttl|version_destroy_ttl)\\b");
  }

  @Test
  void whatHalfturnWritesIsNotWrittenBack() {
    Matcher ignored = Pattern.compile("ignore_changes\\s*=\\s*\\[([^\\]]*)\\]").matcher(text);

    assertThat(ignored.find()).isTrue();
    assertThat(ignored.group(1)).contains("annotations", "rotation");
  }

  @Test
  void theFunctionThatIsDeployedIsThere() {
    assertThat(all("entry_point = \"([\\w.]+)\""))
        .containsExactly(CheckFunction.class.getName());
    assertThat(all("\"ce-type\"\\s*=\\s*\"([\\w.]+)\"")).containsExactly(CheckFunction.SWEEP);
  }
}
