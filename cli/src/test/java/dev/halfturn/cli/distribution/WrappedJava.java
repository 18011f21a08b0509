// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** An installation of Java that is this one, except when it is to make an archive of classes. */
final class WrappedJava {

  private WrappedJava() {}

  /**
   * Makes it.
   *
   * @param instead what it does then, in the shell's language
   * @return its home
   */
  static Path in(Path directory, String instead) throws IOException {
    Path home = directory.resolve("jdk");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Path real = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        case $* in
          *ClassArchive*) %s ;;
        esac
        exec '%s' "$@"
        """
            .formatted(instead, real));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.copy(
        real.resolve("../../release").normalize(),
        home.resolve("release"),
        StandardCopyOption.REPLACE_EXISTING);
    return home;
  }
}
