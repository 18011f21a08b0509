// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretStore;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/guide/writing-a-plug-in.md} against the interfaces. */
class PluginGuideTest {

  private static final String GUIDE =
      BuiltModule.read(Page.ROOT.resolve("docs/guide/writing-a-plug-in.md"));
  private static final Pattern METHOD = Pattern.compile("(?m)^\\|(?: `(\\w+)`)? \\| `(\\w+)` \\| ");
  private static final Pattern OPTION =
      Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\| [^|]+ \\|$");
  private static final Pattern REGISTERED = Pattern.compile("```text\n(.*)\n```");

  @Test
  void namesEachMethodThatIsToBeImplemented() {
    Map<String, Set<String>> named = new LinkedHashMap<>();
    Matcher row = METHOD.matcher(GUIDE);
    String type = "";
    while (row.find()) {
      type = row.group(1) == null ? type : row.group(1);
      named.computeIfAbsent(type, any -> new TreeSet<>()).add(row.group(2));
    }

    assertThat(named)
        .isEqualTo(
            Stream.of(
                    PluginFactory.class,
                    SecretStore.class,
                    Notifier.class,
                    ExpiryScheduler.class,
                    SecretIssuer.class)
                .collect(Collectors.toMap(Class::getSimpleName, PluginGuideTest::toImplement)));
  }

  private static Set<String> toImplement(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void namesEachKindOfOption() {
    Set<String> named =
        OPTION
            .matcher(GUIDE)
            .results()
            .flatMap(row -> Stream.of(row.group(1).replace("`", "").split(", ")))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named)
        .isEqualTo(
            Stream.of(ConfigOption.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == ConfigOption.class)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void showsTheRegistrationOfTheExample() {
    Matcher shown = REGISTERED.matcher(GUIDE);

    assertThat(shown.find()).isTrue();
    assertThat(shown.group(1))
        .isEqualTo(
            BuiltModule.read(
                    Page.ROOT.resolve(
                        "examples/third-party-store/src/main/resources/META-INF/services/"
                            + "dev.halfturn.spi.SecretStoreFactory"))
                .strip());
  }
}
