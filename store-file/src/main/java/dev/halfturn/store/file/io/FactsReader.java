// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/** Reads {@link FileFacts}: everything in one call on Unix, what there is elsewhere. */
final class FactsReader {

  private static final String UNIX = "unix:mode,dev,ino,nlink,uid,size,lastModifiedTime,ctime";
  private static final int TYPE = 0170000;
  private static final int PERMISSIONS = 01777;

  private FactsReader() {}

  static FileFacts read(Path path) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? unix(path)
        : basic(path);
  }

  private static FileFacts unix(Path path) throws IOException {
    Map<String, Object> read = Files.readAttributes(path, UNIX, NOFOLLOW_LINKS);
    int mode = (Integer) read.get("mode");
    return new FileFacts(
        kind(mode & TYPE),
        (Long) read.get("size"),
        read.get("dev") + ":" + read.get("ino"),
        ((FileTime) read.get("lastModifiedTime")).toInstant(),
        ((FileTime) read.get("ctime")).toInstant(),
        mode & PERMISSIONS,
        (Integer) read.get("uid"),
        (Integer) read.get("nlink"));
  }

  private static FileFacts.Kind kind(int type) {
    return switch (type) {
      case 0100000 -> FileFacts.Kind.FILE;
      case 0040000 -> FileFacts.Kind.DIRECTORY;
      case 0120000 -> FileFacts.Kind.SYMBOLIC_LINK;
      default -> FileFacts.Kind.OTHER;
    };
  }

  static FileFacts basic(Path path) throws IOException {
    BasicFileAttributes read =
        Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
    return new FileFacts(
        kind(read),
        read.size(),
        read.fileKey() == null ? "" : read.fileKey().toString(),
        read.lastModifiedTime().toInstant(),
        read.lastModifiedTime().toInstant(),
        FileFacts.UNKNOWN,
        FileFacts.UNKNOWN,
        1);
  }

  private static FileFacts.Kind kind(BasicFileAttributes read) {
    if (read.isSymbolicLink()) {
      return FileFacts.Kind.SYMBOLIC_LINK;
    }
    if (read.isDirectory()) {
      return FileFacts.Kind.DIRECTORY;
    }
    return read.isRegularFile() ? FileFacts.Kind.FILE : FileFacts.Kind.OTHER;
  }
}
