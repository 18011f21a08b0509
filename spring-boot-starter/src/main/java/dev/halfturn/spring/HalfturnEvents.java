// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.SecretRotated;
import dev.halfturn.WatchListener;
import dev.halfturn.rotation.Fingerprint;
import dev.halfturn.rotation.Reminding;
import dev.halfturn.rotation.RotationStatus;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the application what happens to its secrets; its listeners can do no harm to that.
 * Thread-safe.
 *
 * <p>Halfturn itself notices what others have changed only where it watches. So the looks of an
 * application that does not are compared here, and what both notice is told once.
 */
final class HalfturnEvents implements WatchListener {

  private static final Logger log = LoggerFactory.getLogger(HalfturnEvents.class);

  private record Known(Fingerprint fingerprint, Instant at) {}

  private final ApplicationEventPublisher publisher;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  HalfturnEvents(ApplicationEventPublisher publisher) {
    this.publisher = publisher;
  }

  /** Halfturn has noticed that a client secret has become another one. */
  void rotated(SecretRotated rotated) {
    Known before = known.put(rotated.app(), new Known(rotated.fingerprint(), rotated.noticedAt()));
    if (before == null || !before.fingerprint().equals(rotated.fingerprint())) {
      publish(
          new SecretRotatedEvent(rotated.app(), rotated.fingerprint(), rotated.noticedAt()),
          rotated.app());
    }
  }

  /** Somebody has looked how the applications stand. */
  void viewed(StatusBoard.View view) {
    for (RotationStatus status : view.apps()) {
      // fingerprints of what nobody tracks yet cannot be compared
      if (status.state() != RotationStatus.State.UNTRACKED) {
        viewed(status);
      }
    }
  }

  private void viewed(RotationStatus status) {
    Known now = new Known(status.secret().fingerprint(), status.at());
    Known before = known.get(status.app());
    if (before != null && !now.at().isAfter(before.at())) {
      return; // was read before the last change was noticed
    }
    known.put(status.app(), now);
    if (before != null && !before.fingerprint().equals(now.fingerprint())) {
      publish(new SecretRotatedEvent(status.app(), now.fingerprint(), now.at()), status.app());
    }
  }

  @Override
  public void reminded(String app, Reminding reminding) {
    if (!reminding.told().isEmpty()) {
      publish(new RemindedEvent(app, reminding), app);
    }
  }

  private void publish(Object event, String app) {
    try {
      publisher.publishEvent(event);
    } catch (RuntimeException e) {
      // its text may quote anything
      log.warn(
          "{}: a listener to {} failed with {}",
          app,
          event.getClass().getSimpleName(),
          e.getClass().getName());
    }
  }
}
