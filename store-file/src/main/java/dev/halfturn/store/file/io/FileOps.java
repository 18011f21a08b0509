// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file operations that the store is made of, each as small as one call of the operating system,
 * so that a test can let any of them fail and can say what a crash between them leaves behind.
 * Except {@link #realPath}, nothing here follows a symbolic link in the last segment of a path.
 * Thread-safe.
 */
public interface FileOps {

  /** What lies at the path; {@link java.nio.file.NoSuchFileException} if nothing does. */
  FileFacts facts(Path path) throws IOException;

  /** At most {@code limit} bytes from the start of a file. */
  byte[] read(Path path, int limit) throws IOException;

  /** The names in a directory that begin with {@code prefix}, in no order. */
  List<String> list(Path directory, String prefix) throws IOException;

  /** Makes a file that only its owner may read and write; fails if anything has that name. */
  WritableFile createNew(Path path) throws IOException;

  /** Opens an existing file to change bytes in place. */
  WritableFile openExisting(Path path) throws IOException;

  /** Gives an existing file a second name; fails if anything has that name. */
  void link(Path newName, Path existing) throws IOException;

  /** Renames in one step, replacing what has the new name. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a name, if there is one. */
  void delete(Path path) throws IOException;

  /** Makes the names in a directory durable, where the system can. */
  void forceDirectory(Path directory) throws IOException;

  /** Makes a directory and its missing parents, open to their owner only. */
  void createDirectories(Path directory) throws IOException;

  /** Takes all permissions from everybody but the owner. */
  void closeToOthers(Path path) throws IOException;

  /** The type of the file system that holds the path, such as {@code ext4} or {@code nfs4}. */
  String fileSystemType(Path path) throws IOException;

  /** The path without symbolic links, the last segment included; it must exist. */
  Path realPath(Path path) throws IOException;

  /** The number of the user this process acts as, or {@link FileFacts#UNKNOWN}. */
  int currentUser() throws IOException;

  /** Opens, and makes if need be, a file to lock; the file's content is never touched. */
  LockFile openLock(Path path) throws IOException;

  /** A file that is being written. */
  interface WritableFile extends Closeable {

    /** Writes all bytes from {@code position} on. */
    void write(byte[] bytes, long position) throws IOException;

    /** Makes the whole file durable. */
    void force() throws IOException;

    /** Makes the content durable, not its times; cheaper for bytes changed in place. */
    void forceContent() throws IOException;
  }

  /**
   * An open lock file. There is no way to close it: on POSIX, closing any channel on a file drops
   * the locks that the whole process holds on it.
   */
  interface LockFile {

    /** Takes the lock unless another process, or another class loader of this one, holds it. */
    boolean tryLock() throws IOException;

    /** Gives the lock back. */
    void unlock() throws IOException;

    /** Which file this is, comparable with {@link FileFacts#identity()}. */
    String identity();
  }
}
