// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Refuses files and directories that other users may read, replace or redirect. */
public final class FileGuard {

  private static final List<String> NETWORK = List.of("nfs", "cifs", "smb", "9p", "fuse");

  private FileGuard() {}

  /**
   * Checks a file that holds secrets or keys.
   *
   * @param what what the file is, for messages: "store", "key file"
   * @throws HalfturnException reason {@code STORE_INSECURE}
   */
  public static void checkFile(String what, Path path, FileFacts facts, int user) {
    if (facts.kind() == FileFacts.Kind.SYMBOLIC_LINK) {
      throw FileProblems.insecure(
          what + " '" + path + "' is a symbolic link",
          "name the file itself; for a store, follow-symlink=true accepts the link");
    }
    if (facts.kind() != FileFacts.Kind.FILE) {
      throw FileProblems.insecure(what + " '" + path + "' is not a plain file", "name a file");
    }
    if (facts.owner() != FileFacts.UNKNOWN && facts.owner() != user) {
      throw FileProblems.insecure(
          what + " '" + path + "' belongs to another user (uid " + facts.owner() + ")",
          "run as that user, or make the file your own");
    }
    if (facts.openToOthers()) {
      throw FileProblems.insecure(
          String.format(
              Locale.ROOT,
              "%s '%s' is open to others (mode %04o)",
              what,
              path,
              facts.permissions()),
          "close it with: chmod 600 '" + path + "'");
    }
  }

  /**
   * Checks the directory that holds such a file.
   *
   * @throws HalfturnException reason {@code STORE_INSECURE}
   */
  public static void checkDirectory(FileOps ops, Path directory) throws IOException {
    FileFacts facts = ops.facts(directory);
    if (facts.othersMayReplaceEntries()) {
      throw FileProblems.insecure(
          String.format(
              Locale.ROOT,
              "others may replace files in directory '%s' (mode %04o)",
              directory,
              facts.permissions()),
          "close it with: chmod go-w '" + directory + "'");
    }
  }

  /**
   * Refuses file systems whose locks and renames cannot be relied on.
   *
   * @throws HalfturnException {@link ErrorCode#UNSUPPORTED}, reason {@code NETWORK_FILE_SYSTEM}
   */
  public static void refuseNetwork(FileOps ops, Path directory) throws IOException {
    String type = ops.fileSystemType(directory);
    for (String network : NETWORK) {
      if (type.toLowerCase(Locale.ROOT).startsWith(network)) {
        throw new HalfturnException(
            Problem.of(
                    ErrorCode.UNSUPPORTED,
                    "NETWORK_FILE_SYSTEM",
                    "'" + directory + "' lies on a network file system (" + type + ")")
                .withHint(
                    "use a local disk; allow-network-fs=true accepts it if only one machine ever"
                        + " writes there"));
      }
    }
  }
}
