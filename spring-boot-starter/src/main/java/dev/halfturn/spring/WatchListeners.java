// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.WatchListener;
import dev.halfturn.rotation.Reminding;
import dev.halfturn.rotation.RequestOutcome;
import dev.halfturn.rotation.RotationOutcome;
import java.time.Duration;
import java.util.List;

/** Several who are told how the watching goes, as one. One that fails fails no look. */
record WatchListeners(List<WatchListener> all) implements WatchListener {

  WatchListeners {
    all = List.copyOf(all);
  }

  @Override
  public void listed(List<String> applications) {
    Listeners.tell(all, one -> one.listed(applications));
  }

  @Override
  public void begins(String app) {
    Listeners.tell(all, one -> one.begins(app));
  }

  @Override
  public void reminded(String app, Reminding reminding) {
    Listeners.tell(all, one -> one.reminded(app, reminding));
  }

  @Override
  public void rotated(String app, RotationOutcome outcome, Duration took) {
    Listeners.tell(all, one -> one.rotated(app, outcome, took));
  }

  @Override
  public void requested(String app, RequestOutcome outcome) {
    Listeners.tell(all, one -> one.requested(app, outcome));
  }

  @Override
  public void ends(String app) {
    Listeners.tell(all, one -> one.ends(app));
  }

  @Override
  public void fails(String app, RuntimeException failure) {
    Listeners.tell(all, one -> one.fails(app, failure));
  }

  @Override
  public void queueRead() {
    Listeners.tell(all, one -> one.queueRead());
  }

  @Override
  public void queueFails(RuntimeException failure) {
    Listeners.tell(all, one -> one.queueFails(failure));
  }
}
