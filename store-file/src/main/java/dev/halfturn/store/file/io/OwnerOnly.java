// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Permissions for the owner alone, given at the moment a file is made so that there is no window in
 * which others may open it. POSIX where there is POSIX, an access list on Windows.
 */
final class OwnerOnly {

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  static FileAttribute<?>[] file(Path path) throws IOException {
    return attributes(path, FILE);
  }

  static FileAttribute<?>[] directory(Path path) throws IOException {
    return attributes(path, DIRECTORY);
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions)
      throws IOException {
    Set<String> views = path.getFileSystem().supportedFileAttributeViews();
    if (views.contains("posix")) {
      return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }
    return views.contains("acl")
        ? new FileAttribute<?>[] {new AclAttribute(ownerOnlyAcl(path))}
        : new FileAttribute<?>[0];
  }

  /** Only the owner can do this, so the owner stays the same. */
  static void apply(Path path) throws IOException {
    PosixFileAttributeView posix =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    if (posix != null) {
      posix.setPermissions(Files.isDirectory(path, NOFOLLOW_LINKS) ? DIRECTORY : FILE);
      return;
    }
    AclFileAttributeView acl =
        Files.getFileAttributeView(path, AclFileAttributeView.class, NOFOLLOW_LINKS);
    if (acl != null) {
      acl.setAcl(ownerOnlyAcl(path));
    }
  }

  private static List<AclEntry> ownerOnlyAcl(Path path) throws IOException {
    return List.of(
        AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(
                path.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name")))
            .setPermissions(EnumSet.allOf(AclEntryPermission.class))
            .build());
  }

  private record AclAttribute(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {
    @Override
    public String name() {
      return "acl:acl";
    }
  }
}
