// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.store.file.key.KeySources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may do what with the files of a store, as commands. No service gives rights here. */
final class FileRights {

  private FileRights() {}

  static List<String> lines(PluginConfig config) {
    Path store = config.get(FileStoreOptions.PATH).toAbsolutePath().normalize();
    List<String> lines = new ArrayList<>();
    lines.add("# No service gives rights to a file: its owner and its mode do.");
    lines.add("# Whoever may read the file and has its key may read all of it; one user should.");
    lines.add("chmod 600 " + quoted(store));
    Optional.ofNullable(store.getParent())
        .ifPresent(folder -> lines.add("chmod go-w " + quoted(folder)));
    config.find(KeySources.KEY_FILE).ifPresent(key -> lines.addAll(keyFile(key)));
    return lines;
  }

  private static List<String> keyFile(String key) {
    return KeySources.isCredential(key)
        ? List.of("# The key is a credential of systemd, which only the service sees.")
        : List.of(
            "# The key lies apart from the store, and not in the same backup.",
            "chmod 600 " + quoted(Path.of(key).toAbsolutePath().normalize()));
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }
}
