// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls an address once a day while all is well, so that whoever waits there for the call notices
 * when it does not come. The address says nothing of how things stand, and the answer is not read.
 */
final class Heartbeat {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration RETRY = Duration.ofHours(1);
  private static final int TIMEOUT_MILLIS = 10_000;

  private final URI url;
  private final LongSupplier nanoTime;
  private Optional<Long> next = Optional.empty();

  Heartbeat(URI url, LongSupplier nanoTime) {
    this.url = url;
    this.nanoTime = nanoTime;
  }

  /** Calls if a call is due and all is well; otherwise nobody hears anything. */
  void beat(boolean allIsWell) {
    long now = nanoTime.getAsLong();
    if (allIsWell && next.map(at -> now - at >= 0).orElse(true)) {
      next = Optional.of(now + (call() ? A_DAY : RETRY).toNanos());
    }
  }

  private boolean call() {
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setRequestProperty("User-Agent", "halfturn");
      int status = connection.getResponseCode();
      connection.disconnect();
      if (status / 100 != 2) {
        LOG.warn("heartbeat.url answers {}; it is called again in an hour", status);
      }
      return status / 100 == 2;
    } catch (IOException e) { // its text may quote the address, which is nobody's business
      LOG.warn(
          "heartbeat.url does not answer ({}); it is called again in an hour",
          e.getClass().getSimpleName());
      return false;
    }
  }
}
