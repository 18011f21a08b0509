// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What other programs are given to read in {@code docs/serve.md} and {@code examples/monitoring}.
 */
class ServeDocumentTest {

  private static final String PAGE = Sources.read(Path.of("../docs/serve.md"));
  private static final Path MONITORING = Path.of("../examples/monitoring/prometheus.yml");

  /** A table that is made from the code. */
  private static final String ADDRESS =
      first(Sources.read(Path.of("../docs/configuration.md")), "\\| `serve.bind` \\| (\\S+) \\|");

  private static String first(String text, String pattern) {
    Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }

  @Test
  void theProxyAsksWhereTheDaemonListensAndSaysWhoAsked() {
    String proxy = first(PAGE, "```nginx\n(.*?)```");

    assertThat(first(proxy, "proxy_pass http://(\\S+);")).isEqualTo(ADDRESS);
    assertThat(proxy.replaceAll("[^{]", "")).hasSameSizeAs(proxy.replaceAll("[^}]", ""));
    assertThat(proxy.lines().map(String::strip)).allMatch(line -> line.matches(".*[;{}]"));
    assertThat(first(proxy, "proxy_set_header (X-\\S+) \\$remote_addr;"))
        .isEqualTo(first(gate(), "headers\\(\"(X-[A-Za-z-]+)\"\\)"));
    assertThat(first(proxy, "server_name (\\S+);"))
        .isEqualTo(first(PAGE, "```yaml\nserve.host: (\\S+)"));
  }

  private static String gate() {
    return Sources.read(Path.of("src/main/java/dev/halfturn/cli/serve/http/Gate.java"));
  }

  @Test
  void prometheusAsksWhereTheDaemonListensAndFindsTheRules() {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(Sources.read(MONITORING));

    assertThat(read)
        .isEqualTo(
            Map.of(
                "rule_files",
                List.of("halfturn.rules.yml"),
                "scrape_configs",
                List.of(
                    Map.of(
                        "job_name",
                        "halfturn",
                        "static_configs",
                        List.of(Map.of("targets", List.of(ADDRESS)))))));
    assertThat(MONITORING.resolveSibling("halfturn.rules.yml")).isRegularFile();
  }
}
