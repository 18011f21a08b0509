// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The operations on the files of this machine. */
public final class SystemFileOps implements FileOps {

  // the JVM copies what is read and written through memory outside the heap, which it then keeps
  private static final int PIECE = 1 << 18;

  // a virus scanner or an indexer may hold a file for a moment
  private static final int WINDOWS_RENAMES = 10;
  private static final Duration WINDOWS_PAUSE = Duration.ofMillis(50);

  private final boolean windows;
  private final Pause pause;
  private final Move move;

  /** For the system this runs on. */
  public SystemFileOps() {
    this(File.separatorChar == '\\', Pause.REAL, SystemFileOps::replace);
  }

  SystemFileOps(boolean windows, Pause pause, Move move) {
    this.windows = windows;
    this.pause = pause;
    this.move = move;
  }

  /** One attempt to rename. */
  interface Move {
    void move(Path from, Path to) throws IOException;
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public FileFacts facts(Path path) throws IOException {
    return FactsReader.read(path);
  }

  @Override
  public byte[] read(Path path, int limit) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS))) {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), limit));
      int read = 0;
      while (read >= 0 && buffer.position() < buffer.capacity()) {
        buffer.limit(Math.min(buffer.position() + PIECE, buffer.capacity()));
        read = channel.read(buffer);
      }
      byte[] bytes = buffer.array();
      return buffer.position() < bytes.length ? Arrays.copyOf(bytes, buffer.position()) : bytes;
    }
  }

  @Override
  public List<String> list(Path directory, String prefix) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      List<String> names = new ArrayList<>();
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.startsWith(prefix)) {
          names.add(name);
        }
      }
      return names;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @Override
  public WritableFile createNew(Path path) throws IOException {
    return new ChannelFile(
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.file(path)));
  }

  @Override
  public WritableFile openExisting(Path path) throws IOException {
    return new ChannelFile(
        FileChannel.open(path, Set.of(StandardOpenOption.WRITE, NOFOLLOW_LINKS)));
  }

  @Override
  public void link(Path newName, Path existing) throws IOException {
    Files.createLink(newName, existing);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        move.move(from, to);
        return;
      } catch (AccessDeniedException e) {
        if (!windows || attempt == WINDOWS_RENAMES) {
          throw e;
        }
        pauseBeforeNextRename(e);
      }
    }
  }

  private void pauseBeforeNextRename(AccessDeniedException refused) throws IOException {
    try {
      pause.pause(WINDOWS_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      IOException interrupted = new InterruptedIOException("interrupted while renaming");
      interrupted.addSuppressed(refused);
      throw interrupted;
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    if (windows) {
      return; // a directory cannot be opened there; NTFS journals its names
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, OwnerOnly.directory(directory));
  }

  @Override
  public void closeToOthers(Path path) throws IOException {
    OwnerOnly.apply(path);
  }

  @Override
  public String fileSystemType(Path path) throws IOException {
    return Files.getFileStore(path).type();
  }

  @Override
  public Path realPath(Path path) throws IOException {
    return path.toRealPath();
  }

  @Override
  public int currentUser() throws IOException {
    return CurrentUser.id();
  }

  @Override
  public LockFile openLock(Path path) throws IOException {
    return ChannelLock.open(path);
  }

  private record ChannelFile(FileChannel channel) implements WritableFile {

    @Override
    public void write(byte[] bytes, long position) throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.position() < bytes.length) {
        rest.limit(Math.min(rest.position() + PIECE, bytes.length));
        channel.write(rest, position + rest.position());
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void forceContent() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
