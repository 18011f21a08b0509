// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A notifier that keeps what it is sent, and fails when told to. Thread-safe. */
public final class RecordingNotifier implements Notifier {

  private final InstantSource clock;
  private final List<Notice> sent = new ArrayList<>();
  private int attempts;
  private Optional<Problem> failure = Optional.empty();
  private boolean closed;

  /** A notifier that works. */
  public RecordingNotifier(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock);
  }

  @Override
  public synchronized Receipt send(Notice notice) {
    if (closed) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, "the recording notifier is closed"));
    }
    attempts++;
    if (failure.isPresent()) {
      throw new HalfturnException(failure.get());
    }
    sent.add(notice);
    return new Receipt("recorded-" + sent.size(), clock.instant());
  }

  /** From now on each attempt fails with this problem. */
  public synchronized void failWith(Problem problem) {
    failure = Optional.of(problem);
  }

  /** From now on each attempt succeeds. */
  public synchronized void recover() {
    failure = Optional.empty();
  }

  /** What was accepted, in order. */
  public synchronized List<Notice> sent() {
    return List.copyOf(sent);
  }

  /** How often somebody tried to send, with success or without. */
  public synchronized int attempts() {
    return attempts;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
