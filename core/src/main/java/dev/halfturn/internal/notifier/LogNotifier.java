// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.notifier;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes each notice as one line to the logger {@value #LOGGER}; information as INFO, a warning as
 * WARN, what is critical as ERROR.
 */
final class LogNotifier implements Notifier {

  static final String LOGGER = "dev.halfturn.notice";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private final InstantSource clock;
  private volatile boolean closed;

  LogNotifier(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Receipt send(Notice notice) {
    if (closed) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, "the log notifier is closed"));
    }
    String oneLine = String.join(" | ", notice.body().lines().toList());
    LOG.atLevel(level(notice)).log("{} | {}", notice.subject(), oneLine);
    return new Receipt(LOGGER, clock.instant());
  }

  @Override
  public void close() {
    closed = true;
  }

  private static Level level(Notice notice) {
    return switch (notice.severity()) {
      case INFO -> Level.INFO;
      case WARNING -> Level.WARN;
      case CRITICAL -> Level.ERROR;
    };
  }
}
