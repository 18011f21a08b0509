// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.failsafe.Failsafe;
import dev.halfturn.spi.SecretStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Who may use whom, asked of the compiled classes. */
class ArchitectureTest {

  private static final Pattern EDGE = Pattern.compile("\\s+(\\S+)\\s+-> (\\S+)\\s+\\S.*");

  @Test
  void packagesOfCoreFormNoCycle() {
    SortedMap<String, SortedSet<String>> uses = uses(Halfturn.class);
    assertThat(uses).containsKeys("dev.halfturn", "dev.halfturn.plugin", "dev.halfturn.secrets");
    Set<String> done = new HashSet<>();
    uses.keySet().forEach(start -> assertNoCycle(start, uses, new ArrayList<>(), done));
  }

  @Test
  void aCycleWouldBeNoticed() {
    SortedMap<String, SortedSet<String>> uses = new TreeMap<>();
    uses.put("a", new TreeSet<>(Set.of("b")));
    uses.put("b", new TreeSet<>(Set.of("c")));
    assertNoCycle("a", uses, new ArrayList<>(), new HashSet<>());
    uses.put("c", new TreeSet<>(Set.of("b")));
    assertThatThrownBy(() -> assertNoCycle("a", uses, new ArrayList<>(), new HashSet<>()))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void coreUsesTheSpiTheJdkAndThreeLibrariesEachInItsPlace() {
    uses(Halfturn.class)
        .forEach(
            (user, used) ->
                assertThat(used)
                    .as(user)
                    .allMatch(
                        name ->
                            name.startsWith("dev.halfturn")
                                || name.startsWith("java.")
                                || name.startsWith("javax.net")
                                || name.startsWith("javax.crypto")
                                || name.startsWith("org.slf4j")
                                || (name.startsWith("com.fasterxml.jackson.")
                                    && user.equals("dev.halfturn.internal.json"))
                                || (name.startsWith("dev.failsafe")
                                    && user.equals("dev.halfturn.token"))));
  }

  @Test
  void theSpiUsesNothingButTheJdk() {
    SortedMap<String, SortedSet<String>> uses = uses(SecretStore.class);
    assertThat(uses).containsOnlyKeys("dev.halfturn.spi");
    assertThat(uses.get("dev.halfturn.spi")).allMatch(name -> name.startsWith("java."));
  }

  private static void assertNoCycle(
      String name, SortedMap<String, SortedSet<String>> uses, List<String> path, Set<String> done) {
    assertThat(path).as("packages that use one another in a circle").doesNotContain(name);
    if (done.contains(name)) {
      return;
    }
    path.add(name);
    uses.getOrDefault(name, new TreeSet<>()).forEach(u -> assertNoCycle(u, uses, path, done));
    path.remove(path.size() - 1);
    done.add(name);
  }

  /** The packages each package of a module uses, itself left out. */
  private static SortedMap<String, SortedSet<String>> uses(Class<?> inModule) {
    StringWriter out = new StringWriter();
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    int exit =
        jdeps.run(
            new PrintWriter(out),
            new PrintWriter(out),
            "--multi-release",
            "17",
            "--module-path",
            libraries(),
            "-verbose:package",
            location(inModule).toString());
    assertThat(exit).as(out.toString()).isZero();
    SortedMap<String, SortedSet<String>> uses = new TreeMap<>();
    out.toString()
        .lines()
        .map(EDGE::matcher)
        .filter(Matcher::matches)
        .filter(edge -> !edge.group(1).equals(edge.group(2)))
        .forEach(
            edge ->
                uses.computeIfAbsent(edge.group(1), user -> new TreeSet<>()).add(edge.group(2)));
    return uses;
  }

  private static String libraries() {
    return Stream.of(SecretStore.class, JSON.class, JsonFactory.class, Failsafe.class, Logger.class)
        .map(type -> location(type).toString())
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static Path location(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
