// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a file in the working directory may be believed: anybody can leave a configuration in a
 * directory that many people work in.
 */
final class Ownership {

  private static final Path THIS_PROCESS = Path.of("/proc/self");

  private Ownership() {}

  /** Why the file is not to be believed; empty if it may be. */
  static Optional<String> doubt(Path file) {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Optional.empty();
    }
    try {
      PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
      if (!attributes.owner().equals(user())) {
        return Optional.of("it belongs to somebody else");
      }
      Set<PosixFilePermission> permissions = attributes.permissions();
      return permissions.contains(PosixFilePermission.GROUP_WRITE)
              || permissions.contains(PosixFilePermission.OTHERS_WRITE)
          ? Optional.of("others may write it")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("its owner cannot be found out");
    }
  }

  private static UserPrincipal user() throws IOException {
    if (Files.exists(THIS_PROCESS)) {
      return Files.getOwner(THIS_PROCESS);
    }
    return THIS_PROCESS
        .getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(System.getProperty("user.name"));
  }
}
