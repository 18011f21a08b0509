// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A lock of the operating system on a whole file. */
final class ChannelLock implements FileOps.LockFile {

  private final FileChannel channel;
  private final String identity;
  private FileLock lock;

  private ChannelLock(FileChannel channel, String identity) {
    this.channel = channel;
    this.identity = identity;
  }

  @SuppressWarnings("resource") // never closed, see FileOps.LockFile
  static ChannelLock open(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, NOFOLLOW_LINKS),
            OwnerOnly.file(path));
    return new ChannelLock(channel, FactsReader.read(path).identity());
  }

  @Override
  public boolean tryLock() throws IOException {
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // another class loader of this process holds it
      lock = null;
    }
    return lock != null;
  }

  @Override
  public void unlock() throws IOException {
    lock.release();
  }

  @Override
  public String identity() {
    return identity;
  }
}
