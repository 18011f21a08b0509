// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.AutomaticRotation.Urgency;
import dev.halfturn.rotation.RequestOutcome;
import dev.halfturn.rotation.RotationListener;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** A rotation from its beginning to its end; what has to be waited for passes at once. */
final class WholeRotation {

  /** The old secret lives for seven; whoever is not through by then has failed. */
  private static final Duration AT_MOST = Duration.ofDays(6);

  /** Longer than a message is hidden from those who look again. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(6);

  private final World world;
  private final Consumer<Duration> advance;

  WholeRotation(World world, Consumer<Duration> advance) {
    this.world = world;
    this.advance = advance;
  }

  /** Others may have a hand in it: what the store holds at the end is what counts. */
  void of(SimulatedApp app) {
    Instant end = world.clock.instant().plus(AT_MOST);
    Optional<AutomaticRotation> automatic = world.halfturn.automatic();
    automatic.ifPresent(rotation -> request(app.name(), rotation));
    RotationOutcome outcome = automatic.isPresent() ? lookAgain(app.name()) : byHand(app);
    while (!isDone(app, outcome)) {
      requireInTime(app.name(), end, outcome.lastError());
      advance.accept(outcome.retryAt().map(this::until).orElse(BETWEEN_LOOKS));
      outcome = lookAgain(app.name());
    }
  }

  private boolean isDone(SimulatedApp app, RotationOutcome outcome) {
    SecretValue newest = SecretValue.ofUtf8(app.secret());
    return outcome.kind() != RotationOutcome.Kind.PENDING
        && world
            .halfturn
            .secrets()
            .get(CredentialNames.clientSecret(app.name()))
            .value()
            .equals(newest);
  }

  private static void request(String app, AutomaticRotation automatic) {
    RequestOutcome asked = automatic.begin(app, Urgency.ASKED, RotationListener.NONE);
    if (!asked.asked() && asked.problem().isPresent()) {
      throw new HalfturnException(asked.problem().get());
    }
  }

  private RotationOutcome lookAgain(String app) {
    Optional<AutomaticRotation> automatic = world.halfturn.automatic();
    automatic.ifPresent(rotation -> rotation.receive(Duration.ZERO));
    RotationOutcome outcome = world.halfturn.rotator().resume(app);
    automatic.ifPresent(rotation -> rotation.goOn(app));
    return outcome;
  }

  private RotationOutcome byHand(SimulatedApp app) {
    Rotator rotator = world.halfturn.rotator();
    rotator.preflight(app.name());
    rotator.requireReady(app.name());
    rotator.request(app.name(), RotationListener.NONE);
    SecretValue shown = SecretValue.ofUtf8(app.rotateInConsole());
    return rotator.accept(app.name(), shown, Optional.empty(), RotationListener.NONE);
  }

  private void requireInTime(String app, Instant end, Optional<String> why) {
    if (world.clock.instant().isAfter(end)) {
      throw new AssertionError(
          "the rotation of '"
              + app
              + "' is not finished after "
              + AT_MOST.toDays()
              + " days: "
              + why.orElse("no new secret has arrived"));
    }
  }

  private Duration until(Instant instant) {
    Duration left = Duration.between(world.clock.instant(), instant);
    return left.compareTo(Duration.ZERO) > 0 ? left : Duration.ofSeconds(1);
  }
}
