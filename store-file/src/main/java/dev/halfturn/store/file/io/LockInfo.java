// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who holds the lock, written beside it for those who wait. Only for messages: it may be missing,
 * and nothing is ever decided by it.
 */
final class LockInfo {

  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  // one size, so that it is overwritten in place and never cut, which some file systems flush for
  private static final int SIZE = 256;

  private final FileOps ops;
  private final Path file;

  LockInfo(FileOps ops, Path file) {
    this.ops = ops;
    this.file = file;
  }

  /** This process; found out at the first write, since most processes only read. */
  private static final class Holder {
    static final String NAME =
        "pid " + ProcessHandle.current().pid() + " on host " + hostName(HOST_NAME);
  }

  void write(Instant since) {
    byte[] line = new byte[SIZE];
    Arrays.fill(line, (byte) ' ');
    byte[] text = (Holder.NAME + " since " + since).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, line, 0, Math.min(text.length, SIZE - 1));
    line[SIZE - 1] = '\n';
    try (FileOps.WritableFile out = open()) {
      out.write(line, 0);
    } catch (IOException e) {
      log().debug("cannot say in '{}' who holds the lock", file, e);
    }
  }

  private FileOps.WritableFile open() throws IOException {
    try {
      return ops.openExisting(file);
    } catch (NoSuchFileException e) {
      return ops.createNew(file);
    }
  }

  String read() {
    try {
      String line = new String(ops.read(file, SIZE), StandardCharsets.UTF_8).strip();
      return line.isEmpty() ? "another process" : line;
    } catch (IOException e) {
      log().debug("cannot read '{}'", file, e);
      return "another process";
    }
  }

  static String hostName(Path file) {
    try {
      return Files.isReadable(file)
          ? Files.readString(file).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "without a name";
    } catch (IOException e) {
      log().debug("cannot read '{}'", file, e);
      return "without a name";
    }
  }

  /** Asked for only when there is something to say: the first logger costs a fresh JVM 15 ms. */
  private static Logger log() {
    return LoggerFactory.getLogger(LockInfo.class);
  }
}
