// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import dev.halfturn.rotation.Acknowledgement;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.RotationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One application as the page shows it: everything the page knows of it, and nothing that is
 * secret.
 *
 * @param app its name
 * @param tone how urgent it is
 * @param state in a word or two
 * @param version of the current secret in the store
 * @param fingerprint the short form
 * @param expiry the secret's life, if known
 * @param lifetimeDays how long a secret lives
 * @param now the moment that is shown
 * @param ladder the days on which people are told, in order; empty if the life is not known
 * @param acknowledged what somebody has acknowledged of them
 * @param authorizations of sellers that end soon
 * @param next what comes next by itself
 * @param overlap the secret before, while Amazon accepts it
 * @param rotation a rotation that is under way, in a sentence
 * @param notifiers how those are who tell people
 * @param conditions what is not as it should be, worst first
 * @param sellers the sellers whose tokens hang on the secret
 */
record AppView(
    String app,
    Tone tone,
    String state,
    String version,
    String fingerprint,
    Optional<Expiry> expiry,
    int lifetimeDays,
    Instant now,
    List<RungView> ladder,
    Optional<Acknowledgement> acknowledged,
    List<RotationStatus.Authorization> authorizations,
    Optional<RotationStatus.Next> next,
    Optional<RotationStatus.Overlap> overlap,
    Optional<String> rotation,
    List<RotationStatus.NotifierState> notifiers,
    List<Condition> conditions,
    List<String> sellers) {

  AppView {
    ladder = List.copyOf(ladder);
    authorizations = List.copyOf(authorizations);
    notifiers = List.copyOf(notifiers);
    conditions = List.copyOf(conditions);
    sellers = List.copyOf(sellers);
  }

  /** How much of its life the secret has behind it: 0 when it is made, 1 at its end and after. */
  Optional<Double> turned() {
    return expiry.map(
        known -> {
          double life = seconds(known.issuedAt(), known.expiresAt());
          double age = seconds(known.issuedAt(), now);
          return life <= 0 ? 1 : Math.max(0, Math.min(1, age / life));
        });
  }

  Optional<Long> daysLeft() {
    return expiry.map(known -> known.daysLeft(now));
  }

  private static double seconds(Instant from, Instant to) {
    return to.getEpochSecond() - (double) from.getEpochSecond();
  }
}
