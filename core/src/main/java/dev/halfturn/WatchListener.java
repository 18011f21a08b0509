// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.rotation.Reminding;
import dev.halfturn.rotation.RequestOutcome;
import dev.halfturn.rotation.RotationOutcome;
import java.time.Duration;
import java.util.List;

/**
 * Told how the watching goes, on the thread that watches: it must return soon, and what it throws
 * fails the look. For metrics and health.
 */
public interface WatchListener {

  /** Hears nothing. */
  WatchListener NONE = new WatchListener() {};

  /**
   * The applications of the store were listed; those are looked after from now on. What this throws
   * is logged only.
   */
  default void listed(List<String> applications) {}

  /** An application is looked at from now on. */
  default void begins(String app) {}

  /** What was due by now is told. */
  default void reminded(String app, Reminding reminding) {}

  /**
   * A rotation was gone on with, if there is one.
   *
   * @param took how long that was
   */
  default void rotated(String app, RotationOutcome outcome, Duration took) {}

  /** What is due by itself of an automatic rotation was done; only where there is an issuer. */
  default void requested(String app, RequestOutcome outcome) {}

  /** It was looked at. */
  default void ends(String app) {}

  /** It could not be looked at to the end; it is tried again. */
  default void fails(String app, RuntimeException failure) {}

  /** The queue of new secrets was read; on a thread of its own, only where there is an issuer. */
  default void queueRead() {}

  /** The queue of new secrets could not be read, on the same thread; it is tried again. */
  default void queueFails(RuntimeException failure) {}
}
