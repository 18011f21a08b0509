// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.store.gcp.call.GcpAccess;
import dev.halfturn.store.gcp.call.GcpCall;
import dev.halfturn.store.gcp.call.GcpFailure;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Sets and clears the alarm clocks of secrets. Thread-safe. */
final class Alarms {

  /** How messages call the service. */
  static final String SERVICE = "Secret Manager";

  private static final int ATTEMPTS = 4;

  /** What comes of an etag that somebody's write has made stale. */
  private static final Set<String> STALE = Set.of("FAILED_PRECONDITION", "ABORTED");

  private final GcpAccess access;
  private final GcpCall google;
  private final Resources resources;
  private final String topic;

  /**
   * @param topic by its last name
   */
  Alarms(GcpAccess access, GcpCall google, String topic) {
    this.access = access;
    this.google = google;
    this.resources = new Resources(access);
    this.topic = topic;
  }

  /**
   * Sets the moment of a secret, in place of an earlier one.
   *
   * @param at whole seconds, to come
   * @return whether there is such a secret
   */
  boolean set(String secretId, Instant at) {
    return change(secretId, alarm -> alarm.set(at, resources.topic(topic)));
  }

  /** Clears it; that there is none, or no secret, is no error. */
  void clear(String secretId) {
    change(secretId, alarm -> alarm.clear(resources.topic(topic)));
  }

  private boolean change(
      String secretId, Function<SecretAlarm, Optional<SecretAlarm.Change>> wanted) {
    String path = Resources.path(resources.secret(secretId));
    for (int attempt = 1; ; attempt++) {
      try {
        Optional<SecretAlarm.Change> change =
            wanted.apply(
                new SecretAlarm(google.read(GcpAccess.SECRET_MANAGER, "GET", path, Map.of())));
        if (change.isPresent()) {
          update(path, change.get());
        }
        return true;
      } catch (UncheckedIOException e) {
        String status = GcpFailure.status(e).orElse("");
        if (status.equals("NOT_FOUND")) {
          return false;
        }
        if (attempt == ATTEMPTS || !mayTryAgain(e, status)) {
          throw failure(e, status);
        }
      }
    }
  }

  private void update(String path, SecretAlarm.Change change) {
    google.write(
        GcpAccess.SECRET_MANAGER, "PATCH", path + "?updateMask=" + change.mask(), change.body());
  }

  /** Of a lost answer too: what has been done is seen at the next look. */
  private static boolean mayTryAgain(UncheckedIOException failure, String status) {
    return STALE.contains(status)
        || (status.isEmpty() && GcpFailure.isUnanswered(failure))
        || status.equals("UNAVAILABLE")
        || status.equals("INTERNAL");
  }

  private HalfturnException failure(UncheckedIOException failure, String status) {
    HalfturnException known = GcpFailure.of(access.owner(), SERVICE, failure);
    return STALE.contains(status)
        ? new HalfturnException(
            Problem.of(known.code(), known.getMessage())
                .withHint(
                    "it tells no topic that does not exist or that it may not publish to: halfturn"
                        + " scheduler verify"))
        : known;
  }
}
