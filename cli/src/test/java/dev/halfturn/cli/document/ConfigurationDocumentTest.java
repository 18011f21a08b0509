// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.plugin.ConfigReference;
import dev.halfturn.plugin.PluginKind;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.spi.PluginFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/configuration.md} are made from what checks the settings. With {@code
 * -Ddocuments.rewrite=true} they are made anew.
 */
class ConfigurationDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/configuration.md");
  private static final String MARK = "<!-- from here on generated from the checks themselves -->\n";

  @Test
  void showsTheSettingsThatAreChecked() throws IOException {
    String document = Files.readString(DOCUMENT);
    String text = document.substring(0, document.indexOf(MARK) + MARK.length());
    String expected = text + "\n" + ConfigReference.markdown(distributed());
    if (Boolean.getBoolean("documents.rewrite")) {
      Files.writeString(DOCUMENT, expected);
    }

    assertThat(document).contains(MARK).isEqualTo(expected);
  }

  /** The plug-ins of the distribution: those of tests are not in it. */
  private static PluginRegistry distributed() {
    List<PluginFactory<?>> factories = new ArrayList<>();
    for (PluginKind kind : PluginKind.values()) {
      for (PluginFactory<?> factory : ServiceLoader.load(kind.service())) {
        if (!factory.getClass().getName().startsWith("dev.halfturn.testkit.")) {
          factories.add(factory);
        }
      }
    }
    return PluginRegistry.of(factories);
  }
}
