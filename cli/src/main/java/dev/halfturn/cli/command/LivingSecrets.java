// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.output.Dates;
import dev.halfturn.rotation.CandidateSecrets;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Client secrets that Amazon may still accept. It shows each of them only once, so no verb drops
 * one without having named it.
 */
public final class LivingSecrets {

  private final Halfturn halfturn;
  private final Instant now;

  public LivingSecrets(Halfturn halfturn, Instant now) {
    this.halfturn = halfturn;
    this.now = now;
  }

  /** Those that lie in these entries, each in a few words. */
  public List<String> in(Collection<SecretName> entries) {
    return entries.stream().flatMap(entry -> in(entry).stream()).toList();
  }

  /** What has to be said of them before they are dropped; empty if there are none. */
  public static String sentence(List<String> living) {
    return living.isEmpty()
        ? ""
        : "Amazon may still accept, and shows nobody again: " + String.join(", ", living);
  }

  private static int onlyInInbox(CandidateSecrets found) {
    return (int)
        found.inbox().stream()
            .filter(secret -> !secret.equals(found.current()))
            .filter(secret -> !Optional.of(secret).equals(found.previous()))
            .count();
  }

  private Optional<String> in(SecretName entry) {
    Optional<String> app = appOf(entry);
    if (app.isEmpty() || halfturn.secrets().find(entry).isEmpty()) {
      return Optional.empty();
    }
    if (entry.equals(CredentialNames.clientSecret(app.get()))) {
      return current(app.get());
    }
    if (entry.equals(CredentialNames.previous(app.get()))) {
      return previous(app.get());
    }
    return entry.equals(CredentialNames.inbox(app.get())) ? inbox(app.get()) : Optional.empty();
  }

  private Optional<String> current(String app) {
    Optional<Instant> end =
        status(app).flatMap(status -> status.secret().expiry()).map(Expiry::expiresAt);
    return end.isPresent() && !end.get().isAfter(now)
        ? Optional.empty()
        : Optional.of("its client secret (" + until(end) + ")");
  }

  private Optional<String> previous(String app) {
    boolean dead = candidates(app).filter(found -> found.previous().isEmpty()).isPresent();
    Optional<Instant> end =
        status(app).flatMap(RotationStatus::overlap).map(RotationStatus.Overlap::endsAt);
    return dead ? Optional.empty() : Optional.of("its old client secret (" + until(end) + ")");
  }

  private Optional<String> inbox(String app) {
    Optional<CandidateSecrets> found = candidates(app);
    if (found.isEmpty()) {
      return Optional.of("what lies in its inbox");
    }
    int count = onlyInInbox(found.get());
    return count == 0
        ? Optional.empty()
        : Optional.of(
            count + (count == 1 ? " client secret" : " client secrets") + " in its inbox");
  }

  private static String until(Optional<Instant> end) {
    return end.map(instant -> "until " + Dates.longDay(instant)).orElse("nobody knows until when");
  }

  /** Empty if it cannot be read, and then all of it may be alive. */
  private Optional<RotationStatus> status(String app) {
    try {
      return Optional.of(halfturn.tracker().status(app));
    } catch (HalfturnException e) {
      return Optional.empty();
    }
  }

  /** Empty if there is no client secret, and then the other entries may hold the last one. */
  private Optional<CandidateSecrets> candidates(String app) {
    return halfturn.secrets().find(CredentialNames.clientSecret(app)).isEmpty()
        ? Optional.empty()
        : Optional.of(CandidateSecrets.read(halfturn.secrets(), app, now));
  }

  private static Optional<String> appOf(SecretName entry) {
    int end = entry.value().indexOf('/');
    return end > 0 && end <= CredentialNames.MAX_NAME
        ? Optional.of(entry.value().substring(0, end))
        : Optional.empty();
  }
}
