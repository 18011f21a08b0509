// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.plugin.PluginKind;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.PluginFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each plug-in of ours has a page, and the page has a row for each of its options. */
class PluginPagesTest {

  private static final Pattern TABLE =
      Pattern.compile("(?m)^\\| option \\| default \\|.*\n\\|[-|: ]+\n((?:\\|.*(?:\n|$))+)");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*?) \\| *(.*?) *\\|");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\.<[a-z]+>");

  /**
   * A plug-in and its page.
   *
   * @param name with its kind, as {@code store file}
   */
  record PluginPage(String name, List<ConfigOption<?>> options, Page page) {

    /** The default of each option that a table has a row for, as it stands there. */
    Map<String, String> documented() {
      Map<String, String> documented = new TreeMap<>();
      for (MatchResult table : TABLE.matcher(page.text()).results().toList()) {
        for (MatchResult row : ROW.matcher(table.group(1)).results().toList()) {
          NAME.matcher(row.group(1))
              .results()
              .map(found -> PLACEHOLDER.matcher(found.group(1)).replaceAll(".<name>"))
              .forEach(option -> documented.put(option, row.group(2)));
        }
      }
      return documented;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<PluginPage> pages() {
    List<PluginPage> pages = new ArrayList<>();
    for (PluginKind kind : PluginKind.values()) {
      for (PluginFactory<?> factory : ServiceLoader.load(kind.service())) {
        String type = factory.getClass().getName();
        if (type.startsWith("dev.halfturn.") && !type.startsWith("dev.halfturn.testkit.")) {
          pages.add(
              new PluginPage(
                  kind.word() + " " + factory.name(), factory.options(), page(factory.name())));
        }
      }
    }
    return pages.stream();
  }

  /** Beside the stores of a cloud its scheduler has its page. */
  private static Page page(String name) {
    for (String folder : List.of("stores", "notifiers", "schedulers", "issuers")) {
      Path file = Page.ROOT.resolve("docs").resolve(folder).resolve(name + ".md");
      if (file.toFile().exists()) {
        return Page.of(file);
      }
    }
    return new Page(Page.ROOT.resolve("docs"), ""); // so that the tests below say what is missing
  }

  @ParameterizedTest
  @MethodSource("pages")
  void hasARowForEachOptionAndForNothingElse(PluginPage plugin) {
    assertThat(plugin.documented().keySet())
        .containsExactlyInAnyOrderElementsOf(
            plugin.options().stream().map(ConfigOption::pattern).toList());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void showsTheDefaultOfEachOption(PluginPage plugin) {
    Map<String, String> documented = plugin.documented();

    for (ConfigOption<?> option : plugin.options()) {
      String shown = documented.get(option.pattern());
      if (option.required()) {
        assertThat(shown).as(option.key()).isEqualTo("required");
      } else if (option.defaultText().isPresent()) {
        assertThat(shown).as(option.key()).isEqualTo("`" + option.defaultText().get() + "`");
      } else {
        assertThat(shown).as(option.key()).isNotEqualTo("required");
      }
    }
  }

  @Test
  void allPluginsAreLookedAt() {
    assertThat(pages())
        .extracting(PluginPage::name)
        .contains("store file", "notifier log", "scheduler local", "issuer spapi")
        .hasSizeGreaterThan(12);
  }
}
