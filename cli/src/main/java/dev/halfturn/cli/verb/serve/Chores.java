// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.serve.Looks;
import dev.halfturn.cli.serve.StatusBoard;
import dev.halfturn.cli.serve.systemd.ServiceManager;
import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the daemon does beside the watching, now and then, one after the other. */
final class Chores implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
  private static final Duration RECENT = Duration.ofMinutes(5);

  private final Optional<Heartbeat> heartbeat;
  private final Looks looks;
  private final StatusBoard board;
  private final ServiceManager manager;
  private final InstantSource clock;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "halfturn-chores");
            made.setDaemon(true);
            return made;
          });
  private volatile Optional<Halfturn> halfturn = Optional.empty();
  private String lastStatus = "";

  Chores(
      Optional<Heartbeat> heartbeat,
      Looks looks,
      StatusBoard board,
      ServiceManager manager,
      InstantSource clock) {
    this.heartbeat = heartbeat;
    this.looks = looks;
    this.board = board;
    this.manager = manager;
    this.clock = clock;
  }

  void open(Halfturn opened) {
    halfturn = Optional.of(opened);
  }

  /** Has them done, unless those of last time are not. Returns at once. */
  void begin() {
    if (halfturn.isPresent() && underWay.compareAndSet(false, true)) {
      thread.execute(
          () -> {
            try {
              run(halfturn.get());
            } catch (RuntimeException e) { // its text may quote anything
              LOG.error("a chore failed with {}", e.getClass().getName());
            } finally {
              underWay.set(false);
            }
          });
    }
  }

  private void run(Halfturn opened) {
    try {
      opened.noticeApplications();
    } catch (HalfturnException e) {
      LOG.warn("the applications cannot be listed: {}", e.getMessage());
    }
    heartbeat.ifPresent(
        call -> call.beat(Wellbeing.isGood(looks, board.view(RECENT), clock.instant())));
    String status = statusLine();
    if (!status.equals(lastStatus)) {
      manager.status(status);
      lastStatus = status;
    }
  }

  /** How things stand, for a service manager. */
  String statusLine() {
    int count = looks.applications().size();
    int failed = looks.failures().size();
    String all =
        count == 1 ? "looks after 1 application" : "looks after " + count + " applications";
    return failed == 0 ? all : all + ", " + failed + " of them cannot be looked at";
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
