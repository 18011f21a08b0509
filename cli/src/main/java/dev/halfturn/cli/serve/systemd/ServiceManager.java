// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.systemd;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how a service stands, by its program {@code systemd-notify}, because Java has no
 * sockets of that kind. Where nobody wants to be told, does nothing; what goes wrong is logged and
 * harms nobody.
 */
public final class ServiceManager {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
  private static final String SOCKET = "NOTIFY_SOCKET";
  private static final String PROGRAM = "systemd-notify";
  private static final Set<String> PASSED_ON = Set.of("PATH", SOCKET);
  private static final long SECONDS_AT_MOST = 5;

  private final boolean present;
  private final Optional<Duration> watchdog;
  private long lastAlive;
  private boolean stopping; // guarded by this

  private ServiceManager(boolean present, Optional<Duration> watchdog) {
    this.present = present;
    this.watchdog = watchdog;
    this.lastAlive = System.nanoTime();
  }

  /** As the environment says. */
  public static ServiceManager of(Map<String, String> environment) {
    boolean present = !environment.getOrDefault(SOCKET, "").isEmpty();
    boolean ours =
        Optional.ofNullable(environment.get("WATCHDOG_PID"))
            .map(String.valueOf(ProcessHandle.current().pid())::equals)
            .orElse(true);
    return new ServiceManager(
        present,
        Optional.ofNullable(environment.get("WATCHDOG_USEC"))
            .filter(text -> present && ours)
            .flatMap(ServiceManager::microseconds));
  }

  /**
   * How often it has to hear that this lives: half of what it waits for. Empty if it does not wait.
   */
  public Optional<Duration> heartbeat() {
    return watchdog.map(limit -> limit.dividedBy(2));
  }

  /** Serving, from now on. */
  public synchronized void ready(String status) {
    if (!stopping) {
      tell("READY=1", "STATUS=" + status);
    }
  }

  /** How it stands, one line; nobody wants to know any more once it stops. */
  public synchronized void status(String status) {
    if (!stopping) {
      tell("STATUS=" + status);
    }
  }

  /** It lives; may be said more often than it is passed on. */
  public void alive() {
    long now = System.nanoTime();
    boolean isDue = watchdog.map(limit -> now - lastAlive >= limit.toNanos() / 4).orElse(false);
    if (isDue) {
      lastAlive = now;
      tell("WATCHDOG=1");
    }
  }

  /** It was told to stop, and does. */
  public synchronized void stopping() {
    stopping = true;
    tell("STOPPING=1", "STATUS=stopping");
  }

  private void tell(String... words) {
    if (!present) {
      return;
    }
    List<String> command = new ArrayList<>(List.of(PROGRAM));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().retainAll(PASSED_ON);
    try {
      Process program = builder.start();
      if (!program.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
        program.destroyForcibly();
        LOG.warn("{} does not end", PROGRAM);
      } else if (program.exitValue() != 0) {
        LOG.warn("{} ended with {}", PROGRAM, program.exitValue());
      }
    } catch (IOException e) {
      LOG.warn("systemd is not told anything: {} cannot be run", PROGRAM);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Duration> microseconds(String text) {
    try {
      long value = Long.parseLong(text);
      return value > 0 ? Optional.of(Duration.ofNanos(value * 1000)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
