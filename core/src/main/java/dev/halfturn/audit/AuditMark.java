// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a log ended when it was last written to, so that lines cut off at its end are missed; and
 * the lock that writers hold, of this process and of others. It may lag behind by a line after a
 * crash, never the other way round.
 */
final class AuditMark implements AutoCloseable {

  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration GLANCE = Duration.ofMillis(5);
  private static final Pattern TEXT =
      Pattern.compile("([0-9]{9}) ([0-9]{12}) ([0-9]{12}) ([0-9a-f]{64})\n");

  /**
   * The end of a log.
   *
   * @param file the number of its file
   * @param length of that file, in bytes
   * @param line the number of its last line, in the whole log
   * @param hash of that line
   */
  record End(int file, long length, long line, String hash) {}

  private final ReentrantLock here;
  private final FileChannel channel;
  private final FileLock lock;

  private AuditMark(ReentrantLock here, FileChannel channel, FileLock lock) {
    this.here = here;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Makes the mark if there is none, and locks it; whoever opens, closes.
   *
   * @throws IOException also if another process does not let go of it
   */
  static AuditMark open(Path path) throws IOException {
    ReentrantLock here = LOCKS.computeIfAbsent(path, same -> new ReentrantLock());
    here.lock();
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path,
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  NOFOLLOW_LINKS),
              OwnerOnly.file(path));
      return new AuditMark(here, channel, lock(channel));
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      here.unlock();
      throw e;
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      FileLock lock = tryLock(channel);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - end > 0) {
        throw new IOException("another process does not let go of it");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while another process wrote to it", e);
      }
    }
  }

  /** Nothing if somebody else holds it. */
  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another class loader of this process, or another way to the same file
    }
  }

  /** What it says; empty if it says nothing, or nothing that can be read. */
  static Optional<End> read(Path path) throws IOException {
    try {
      return parse(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  Optional<End> read() throws IOException {
    ByteBuffer text = ByteBuffer.allocate(256);
    channel.read(text, 0);
    return parse(Arrays.copyOf(text.array(), text.position()));
  }

  private static Optional<End> parse(byte[] bytes) {
    Matcher text = TEXT.matcher(new String(bytes, StandardCharsets.US_ASCII));
    return text.matches()
        ? Optional.of(
            new End(
                Integer.parseInt(text.group(1)),
                Long.parseLong(text.group(2)),
                Long.parseLong(text.group(3)),
                text.group(4)))
        : Optional.empty();
  }

  /** Always as long, so that it is written over in place. */
  void write(End end) throws IOException {
    String text =
        String.format(
            Locale.ROOT, "%09d %012d %012d %s\n", end.file(), end.length(), end.line(), end.hash());
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      lock.release();
    } finally {
      here.unlock();
    }
  }
}
