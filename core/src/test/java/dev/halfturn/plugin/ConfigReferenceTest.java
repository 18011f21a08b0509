// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

  private final String reference = ConfigReference.markdown(ConfigCheck.PLUGINS);

  @Test
  void hasEachSettingWithDefaultAndMeaning() {
    assertThat(reference.lines())
        .contains(
            "| `version` | 1 | version of this list of settings |",
            "| `rotation.at` | 150d | age at which a secret is due for rotation |",
            "| `app.<app>.primary-user` | - | address of the primary account user, who alone may"
                + " rotate in Amazon's console |");
  }

  @Test
  void hasEachOptionOfEachPlugin() {
    assertThat(reference.lines())
        .contains(
            "## Store `box`",
            "| `store.box.path` | required | where it is |",
            "| `store.box.lock-timeout` | `10s` | how long to wait |",
            "| `store.box.passphrase`, `store.box.passphrase-file` | - | opens it |",
            "| `store.tin.pin` | - | a number |",
            "## Scheduler `local`",
            "It has no settings.");
  }

  @Test
  void whatMarkdownWouldTakeForItsOwnIsEscaped() {
    PluginRegistry one = PluginRegistry.of(List.of(new Samples.BarInDoc()));
    assertThat(ConfigReference.markdown(one)).contains("| this \\| or &lt;that> |");
  }

  /** Whoever adds a setting to the checks adds it to the list, and the other way round. */
  @Test
  void listsExactlyTheKeysThatAreKnown() {
    SortedSet<String> documented =
        Pattern.compile("`([a-z]+(?:[.][a-z<>-]+)*)`")
            .matcher(reference.replaceAll("(?m)^## .*$", "").replace("| `10s` |", ""))
            .results()
            .map(MatchResult::group)
            .map(key -> key.replace("`", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    Settings names =
        Settings.of(
            Map.of(
                "app.<app>.seller.<seller>.region", "",
                "remind.route.<day>", "",
                "remind.group.<group>", "",
                "issuer.mine.type", ""));
    SortedSet<String> known = new TreeSet<>();
    for (String key : Configuration.knownKeys(names, ConfigCheck.PLUGINS)) {
      known.add(
          key.replaceFirst("^(endpoint[.]spapi[.]).*", "$1<region>")
              .replaceFirst("[.][^.]+[.]type$", ".<instance>.type"));
    }
    assertThat(documented).isEqualTo(known);
  }
}
