// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.ConfigOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Finds the value of one sensitive option, and sees that it was not given where others read it. */
final class SensitiveOption {

  private static final String SYSTEMD = "systemd-credential:";

  /** What opens a store opens everything in it. */
  private static final String STORE = "store.";

  private final Checks checks;
  private final ConfigOption<?> option;
  private final String key;
  private final Optional<String> twin;

  /**
   * @param twin the key that names a file in place of the value
   */
  SensitiveOption(Checks checks, ConfigOption<?> option, String key, Optional<String> twin) {
    this.checks = checks;
    this.option = option;
    this.key = key;
    this.twin = twin;
  }

  /** The value's text; empty if there is none or, with a problem, if it may not be used. */
  Optional<String> text() {
    Optional<Settings.Entry> inline = checks.settings().entry(key);
    Optional<Settings.Entry> file = twin.flatMap(checks.settings()::entry);
    if (inline.isPresent() && file.isPresent()) {
      checks.problem(key, "is given here and as " + twin.get() + "; remove one of them");
      return Optional.empty();
    }
    if (inline.isPresent()) {
      return inline(inline.get()).filter(text -> isAcceptable(key, text));
    }
    return file.flatMap(entry -> content(twin.get(), entry))
        .filter(text -> isAcceptable(twin.get(), text));
  }

  private Optional<String> inline(Settings.Entry entry) {
    if (!entry.origin().kind().maySupplySecrets()) {
      checks.problem(
          key, "must not be given there, since every user of this machine can see it" + advice());
      return Optional.empty();
    }
    if (entry.literal() && entry.origin().file().isPresent()) {
      if (isReadableByOthers(entry.origin().file().get())) {
        checks.problem(key, "is written out in a file that every user may read" + advice());
        return Optional.empty();
      }
      checks.warning(key, "is written out in a configuration file" + advice());
    }
    if (entry.origin().kind() == Origin.Kind.ENVIRONMENT && key.startsWith(STORE)) {
      checks.warning(
          key, "is in the environment, which other programs of this user may read" + nameAFile());
    }
    return Optional.of(entry.value());
  }

  private String nameAFile() {
    return twin.map(other -> "; name a file in " + other).orElse("");
  }

  private String advice() {
    return nameAFile() + "; or refer to it by ${env:NAME} or ${file:path} in a configuration file";
  }

  private Optional<String> content(String twinKey, Settings.Entry entry) {
    try {
      String value = entry.value();
      return Optional.of(
          TextFile.read(
              value.startsWith(SYSTEMD)
                  ? References.credential(value.substring(SYSTEMD.length()), checks.environment())
                  : TextFile.locate(value, entry.origin())));
    } catch (IllegalArgumentException e) {
      checks.problem(twinKey, e.getMessage());
      return Optional.empty();
    }
  }

  /** The parser's own reason might quote the value. */
  private boolean isAcceptable(String givenAs, String text) {
    try {
      option.parse(text);
      return true;
    } catch (RuntimeException e) {
      checks.problem(givenAs, text.isEmpty() ? "is empty" : "is not a possible value");
      return false;
    }
  }

  private static boolean isReadableByOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      // Gone since it was read, or a system without such permissions: nothing can be said.
      return false;
    }
  }
}
