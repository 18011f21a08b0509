// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Adds to a file of the log, whose mark is locked: first what has to be said of its end. */
final class AuditAppend {

  private final int file;
  private final FileChannel channel;
  private final AuditMark mark;
  private final AuditSource source;
  private final Optional<AuditMark.End> known;
  private final AuditTail tail;
  private long number;
  private String prev;

  /**
   * @param file the number of the file
   * @param channel of that file
   */
  AuditAppend(AuditFiles files, int file, FileChannel channel, AuditMark mark, AuditSource source)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.mark = mark;
    this.source = source;
    this.known = mark.read();
    this.tail = AuditTail.of(channel);
    Optional<byte[]> before = tail.last();
    if (before.isEmpty() && file > 1) {
      before = lastOf(files.full(file - 1));
    }
    this.number =
        before
            .flatMap(AuditLine::parse)
            .map(AuditLine::number)
            .or(() -> known.map(AuditMark.End::line))
            .orElse(0L);
    this.prev =
        before
            .map(AuditLine::hash)
            .or(() -> known.map(AuditMark.End::hash))
            .orElse(AuditLine.ANCHOR);
  }

  private static Optional<byte[]> lastOf(Path full) throws IOException {
    try (FileChannel channel = FileChannel.open(full, StandardOpenOption.READ)) {
      return AuditTail.of(channel).last();
    } catch (NoSuchFileException e) {
      return Optional.empty(); // put away by somebody; the mark knows its last line
    }
  }

  void write(Instant at, AuditEvent event) throws IOException {
    boolean isNew = channel.size() == 0;
    boolean isLost = isLost();
    seal(at);
    if (isLost) {
      add(
          at,
          AuditEvent.of(AuditAction.LOG_LOST)
              .with("lines up to " + known.orElseThrow().line() + " were written and are gone"));
    } else if (isNew) {
      add(at, AuditEvent.of(file == 1 ? AuditAction.LOG_BEGUN : AuditAction.LOG_CONTINUED));
    }
    add(at, event);
    channel.force(true);
    mark.write(new AuditMark.End(file, channel.size(), number, prev));
  }

  /** Whether the file, or the one before, ends earlier than it once did. */
  private boolean isLost() throws IOException {
    if (known.isEmpty() || known.get().file() < file) {
      return false;
    }
    long whole = channel.size() - tail.torn().length;
    return known.get().file() > file || whole < known.get().length();
  }

  /** A line that lacks nothing but its end is one. */
  private void seal(Instant at) throws IOException {
    byte[] torn = tail.torn();
    if (torn.length == 0) {
      return;
    }
    byte[] ended = Arrays.copyOf(torn, torn.length + 1);
    ended[torn.length] = '\n';
    Optional<AuditLine> whole = AuditLine.parse(ended).filter(line -> line.prev().equals(prev));
    if (whole.isPresent()) {
      write(new byte[] {'\n'});
      number = whole.get().number();
      prev = whole.get().hash();
      return;
    }
    AuditEvent event =
        AuditEvent.of(AuditAction.LOG_SEALED)
            .with("the line before, of " + torn.length + " bytes, was cut off");
    AuditLine line = line(at, event, Optional.of(AuditLine.hash(torn)));
    byte[] bytes = new byte[line.bytes().length + 1];
    bytes[0] = '\n'; // in one write with its line: or else the torn one would look whole
    System.arraycopy(line.bytes(), 0, bytes, 1, line.bytes().length);
    write(bytes);
    follow(line);
  }

  private void add(Instant at, AuditEvent event) throws IOException {
    AuditLine line = line(at, event, Optional.empty());
    write(line.bytes());
    follow(line);
  }

  private AuditLine line(Instant at, AuditEvent event, Optional<String> torn) {
    return AuditLine.of(number + 1, at, source, event, torn, prev);
  }

  private void follow(AuditLine line) {
    number = line.number();
    prev = line.hash();
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest, channel.size());
    }
  }
}
