// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log in files that are only ever appended to. Each line holds the SHA-256 of the one before, so
 * that a change of any shows in all that follow; {@link AuditTrail} looks. Nothing is ever removed
 * from it.
 *
 * <p>An entry is one line, written at once and flushed to the disk, under a lock that all processes
 * share. Files are made with the first entry, for their owner alone. What {@link #record} could not
 * write is kept in memory, as far as there is room, and written with the next entry.
 */
public final class AuditLog implements Audit {

  /** From this size on a file is full. */
  static final long FULL = 8L << 20;

  /** Most entries that wait for a log that can be written again. */
  private static final int MOST_WAITING = 1000;

  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

  private record Waiting(Instant at, AuditEvent event) {}

  private final AuditFiles files;
  private final InstantSource clock;
  private final Supplier<AuditSource> source;
  private final long full;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean warned;

  /**
   * @param file the file to write to; its directory is made if need be
   * @param clock the only source of time
   * @param source who writes; asked with each entry, and not before the first
   */
  public AuditLog(Path file, InstantSource clock, Supplier<AuditSource> source) {
    this(file, clock, source, FULL);
  }

  AuditLog(Path file, InstantSource clock, Supplier<AuditSource> source, long full) {
    this.files = new AuditFiles(file);
    this.clock = clock;
    this.source = source;
    this.full = full;
  }

  @Override
  public synchronized void record(AuditEvent event) {
    if (waiting.size() < MOST_WAITING) {
      waiting.add(new Waiting(now(), event));
    }
    try {
      writeWaiting();
    } catch (IOException e) {
      if (!warned) {
        log.warn("{}; not written down yet: {}", words(e), event.action().text());
      }
      warned = true; // until it can be written again: a rotation has many entries
    }
  }

  @Override
  public synchronized void require(AuditEvent event) {
    try {
      writeWaiting();
      write(new Waiting(now(), event));
    } catch (IOException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, DEGRADED, words(e) + "; nothing was done")
              .withHint(
                  "make room or correct the permissions, or name another place by audit.path"));
    }
  }

  @Override
  public synchronized Optional<String> problem() {
    try {
      writeWaiting();
      requireWritable();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(words(e));
    }
  }

  private void writeWaiting() throws IOException {
    while (!waiting.isEmpty()) {
      write(waiting.getFirst());
      waiting.removeFirst();
      warned = false;
    }
  }

  private void write(Waiting entry) throws IOException {
    Path directory = files.current().getParent();
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, OwnerOnly.directory(directory));
    }
    try (AuditMark mark = AuditMark.open(files.mark())) {
      int number = AuditFiles.number(files.full(), mark.read());
      if (isFull()) {
        Files.move(files.current(), files.full(number)); // never onto another one
        number++;
      }
      try (FileChannel channel = open()) {
        AuditAppend append = new AuditAppend(files, number, channel, mark, source.get());
        append.write(entry.at(), entry.event());
      }
    }
  }

  private boolean isFull() throws IOException {
    return Files.exists(files.current()) && Files.size(files.current()) >= full;
  }

  private FileChannel open() throws IOException {
    FileChannel channel =
        FileChannel.open(
            files.current(),
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                NOFOLLOW_LINKS),
            OwnerOnly.file(files.current()));
    try {
      requireClosed();
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void requireClosed() throws IOException {
    if (OwnerOnly.isOpenToOthers(files.current())) {
      throw new IOException("others may write it");
    }
  }

  /** As far as can be seen without writing. */
  private void requireWritable() throws IOException {
    if (Files.exists(files.current(), NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(files.current(), NOFOLLOW_LINKS)) {
        throw new IOException("it is no regular file");
      }
      if (!Files.isWritable(files.current())) {
        throw new IOException("it is not writable");
      }
      requireClosed();
      return;
    }
    Path place = files.current().getParent();
    while (!Files.exists(place) && place.getParent() != null) {
      place = place.getParent();
    }
    if (!Files.isDirectory(place) || !Files.isWritable(place)) {
      throw new IOException("nothing can be made in " + place);
    }
  }

  private String words(IOException e) {
    String why =
        e instanceof NoSuchFileException
            ? "it was moved away meanwhile"
            : e instanceof FileAlreadyExistsException
                ? "there is a file in place of its directory"
                : e instanceof FileSystemException known && known.getReason() != null
                    ? known.getReason()
                    : e instanceof FileSystemException
                        ? e.getClass().getSimpleName()
                        : String.valueOf(e.getMessage());
    return "the audit log " + files.current() + " cannot be written (" + why + ")";
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
