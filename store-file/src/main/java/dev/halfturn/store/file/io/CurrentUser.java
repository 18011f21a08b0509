// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the number of the user this process acts as, which Java has no call for. */
final class CurrentUser {

  private static final Path PROCESS = Path.of("/proc/self");

  private CurrentUser() {}

  /** The effective user's number, or {@link FileFacts#UNKNOWN} where users have none. */
  static int id() throws IOException {
    return id(PROCESS);
  }

  static int id(Path process) throws IOException {
    if (!process.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return FileFacts.UNKNOWN;
    }
    // proc(5): the directory belongs to the effective user of the process
    if (Files.isDirectory(process)) {
      return (Integer) Files.getAttribute(process, "unix:uid");
    }
    Path probe = Files.createTempFile("halfturn", ".uid");
    try {
      return (Integer) Files.getAttribute(probe, "unix:uid");
    } finally {
      Files.delete(probe);
    }
  }
}
