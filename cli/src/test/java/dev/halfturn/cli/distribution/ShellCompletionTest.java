// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shells themselves, with the scripts of the distribution. */
class ShellCompletionTest {

  /** Does what the shell does when somebody types these words and then the tabulator key. */
  private static final String BASH =
      """
      source SCRIPT
      complete -p halfturn >/dev/null || exit 3
      compopt() { :; } # works only while a key is being handled
      COMP_WORDS=(TYPED)
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _complete_halfturn
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir Path home;

  private static Path script(String shell) {
    return Distribution.folder().resolve("completions").resolve("halfturn." + shell);
  }

  private Result run(String... command) {
    return new ChildProcess(home).run(List.of(command));
  }

  private void assumeThereIs(String shell) {
    assumeThat(run("sh", "-c", "command -v " + shell).status()).as(shell + " is there").isZero();
  }

  private List<String> bash(String words) {
    Result result =
        run(
            "bash",
            "--norc",
            "-c",
            BASH.replace("SCRIPT", script("bash").toString()).replace("TYPED", words));

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    return result.out().lines().map(String::strip).toList();
  }

  private List<String> fish(String line) {
    Result result =
        run(
            "fish",
            "--no-config",
            "-c",
            "source " + script("fish") + "; complete -C '" + line + "'");

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    return result.out().lines().map(found -> found.split("\t", 2)[0]).toList();
  }

  private List<String> zsh(String words) {
    // bashcompinit is what lets zsh use such scripts; what it would set, in the terms of ksh
    String program =
        "autoload -Uz compinit && compinit -u -D && source "
            + script("zsh")
            + " && [[ -n ${_comps[halfturn]} ]] || exit 3\n"
            + "emulate ksh -c 'COMP_WORDS=("
            + words
            + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_halfturn;"
            + " for found in \"${COMPREPLY[@]}\"; do echo $found; done'";
    Result result = run("zsh", "-f", "-c", program);

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    return result.out().lines().map(String::strip).toList();
  }

  @Test
  void bashKnowsVerbsAndFlags() {
    assumeThereIs("bash");

    assertThat(bash("halfturn st")).contains("status", "store").doesNotContain("token");
    assertThat(bash("halfturn store re")).contains("recover", "rekey").doesNotContain("remind");
    assertThat(bash("halfturn app add --cl")).contains("--client-id");
  }

  @Test
  void zshKnowsVerbsAndFlags() {
    assumeThereIs("zsh");

    // which of them begin like the last word, zsh finds out itself afterwards
    assertThat(zsh("halfturn st")).contains("status", "store").doesNotContain("rekey");
    assertThat(zsh("halfturn store re")).contains("recover", "rekey").doesNotContain("status");
    assertThat(zsh("halfturn app add --cl")).contains("--client-id").doesNotContain("--target");
  }

  @Test
  void fishKnowsVerbsAndFlagsAndShells() {
    assumeThereIs("fish");

    assertThat(fish("halfturn st")).containsExactlyInAnyOrder("status", "store");
    assertThat(fish("halfturn store re")).containsExactlyInAnyOrder("recover", "rekey");
    assertThat(fish("halfturn --config x.yaml store re"))
        .containsExactlyInAnyOrder("recover", "rekey");
    assertThat(fish("halfturn app add --cl")).containsExactly("--client-id");
    assertThat(fish("halfturn app add erp --cl")).containsExactly("--client-id");
    assertThat(fish("halfturn app list --cl")).isEmpty();
    assertThat(fish("halfturn completion ")).containsExactlyInAnyOrder("bash", "zsh", "fish");
    assertThat(fish("halfturn status --js")).containsExactly("--json");
  }

  @Test
  void theScriptsAreWhatTheCommandPrints() {
    for (String shell : List.of("bash", "zsh", "fish")) {
      Result printed = run(Distribution.launcher().toString(), "completion", shell);

      assertThat(printed.status()).isZero();
      assertThat(script(shell)).hasContent(printed.out());
    }
  }
}
