// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import dev.halfturn.WatchListener;
import dev.halfturn.cli.serve.Looks;
import dev.halfturn.cli.serve.StatusBoard;
import dev.halfturn.cli.serve.metrics.Metrics;
import dev.halfturn.rotation.Reminding;
import dev.halfturn.rotation.RequestOutcome;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.token.CredentialEvent;
import dev.halfturn.token.SecretOrigin;
import dev.halfturn.token.TokenException;
import java.time.Duration;
import java.util.Optional;

/** The figures, from when there is one to count or somebody asks: their library starts slowly. */
final class LazyMetrics implements WatchListener {

  private final Looks looks;
  private final int rotateAt;
  private Optional<Metrics> metrics = Optional.empty();

  LazyMetrics(Looks looks, int rotateAt) {
    this.looks = looks;
    this.rotateAt = rotateAt;
  }

  @Override
  public void reminded(String app, Reminding reminding) {
    if (!reminding.told().isEmpty()) {
      metrics().reminded(app, reminding);
    }
  }

  @Override
  public void rotated(String app, RotationOutcome outcome, Duration took) {
    if (outcome.kind() != RotationOutcome.Kind.NOTHING_TO_DO) {
      metrics().rotated(app, outcome, took);
    }
  }

  @Override
  public void requested(String app, RequestOutcome outcome) {
    if (outcome.asked()) {
      metrics().requested(app, outcome);
    }
  }

  void noticed(CredentialEvent event, String store) {
    metrics().noticed(event, store);
  }

  void exchanged(Duration took, Optional<TokenException> failure) {
    metrics().exchanged(took, failure);
  }

  void used(String app, SecretOrigin origin, String store) {
    metrics().used(app, origin, store);
  }

  String scrape(StatusBoard.View view) {
    return metrics().scrape(view);
  }

  private synchronized Metrics metrics() {
    if (metrics.isEmpty()) {
      metrics = Optional.of(new Metrics(looks, rotateAt));
    }
    return metrics.get();
  }
}
