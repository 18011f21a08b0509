// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import dev.halfturn.store.file.format.UnlockKey;
import dev.halfturn.store.file.io.FileOps;
import dev.halfturn.store.file.io.FileProblems;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A <a href="https://systemd.io/CREDENTIALS/">credential</a> that the service manager unlocked for
 * this process. Its directory is guarded by the service manager, which may use access lists, so
 * owner and permissions of the file say nothing.
 */
record SystemdCredential(FileOps ops, String name, Optional<String> directory)
    implements KeySource {

  static final String PREFIX = "systemd-credential:";
  static final String DIRECTORY = "CREDENTIALS_DIRECTORY";

  @Override
  public UnlockKey read() {
    Path path =
        Path.of(
                directory.orElseThrow(
                    () ->
                        KeyProblems.missing(
                            "no systemd credential '" + name + "': " + DIRECTORY + " is not set",
                            "run as a service that has LoadCredential= or"
                                + " LoadCredentialEncrypted=")))
            .resolve(name);
    try {
      return KeyText.read(toString(), ops, ops.realPath(path));
    } catch (NoSuchFileException e) {
      throw KeyProblems.missing(
          "no systemd credential '" + name + "' in '" + path.getParent() + "'",
          "add LoadCredentialEncrypted=" + name + " to the service");
    } catch (IOException e) {
      throw FileProblems.notRead(path, e);
    }
  }

  @Override
  public String toString() {
    return "systemd credential '" + name + "'";
  }
}
