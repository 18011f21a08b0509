// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import dev.halfturn.WatchListener;
import dev.halfturn.rotation.Reminding;
import dev.halfturn.rotation.RequestOutcome;
import dev.halfturn.rotation.RotationOutcome;
import java.time.Duration;
import java.util.List;

/** Tells several what one is told. */
final class Listeners implements WatchListener {

  private final List<WatchListener> all;

  Listeners(WatchListener... all) {
    this.all = List.of(all);
  }

  @Override
  public void listed(List<String> applications) {
    all.forEach(one -> one.listed(applications));
  }

  @Override
  public void begins(String app) {
    all.forEach(one -> one.begins(app));
  }

  @Override
  public void reminded(String app, Reminding reminding) {
    all.forEach(one -> one.reminded(app, reminding));
  }

  @Override
  public void rotated(String app, RotationOutcome outcome, Duration took) {
    all.forEach(one -> one.rotated(app, outcome, took));
  }

  @Override
  public void requested(String app, RequestOutcome outcome) {
    all.forEach(one -> one.requested(app, outcome));
  }

  @Override
  public void ends(String app) {
    all.forEach(one -> one.ends(app));
  }

  @Override
  public void fails(String app, RuntimeException failure) {
    all.forEach(one -> one.fails(app, failure));
  }

  @Override
  public void queueRead() {
    all.forEach(WatchListener::queueRead);
  }

  @Override
  public void queueFails(RuntimeException failure) {
    all.forEach(one -> one.queueFails(failure));
  }
}
