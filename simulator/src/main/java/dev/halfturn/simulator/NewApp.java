// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An application to be made; what is left out is made up. Immutable; {@link #toString()} leaves the
 * secret out.
 *
 * @param name how the simulator and its log call it
 * @param createdAt when its first secret was issued; empty for now
 */
public record NewApp(
    String name,
    AppKind kind,
    Optional<String> clientId,
    Optional<String> secret,
    Optional<Instant> createdAt) {

  public NewApp {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an application needs a name");
    }
    Objects.requireNonNull(kind);
    Objects.requireNonNull(clientId);
    Objects.requireNonNull(secret);
    Objects.requireNonNull(createdAt);
  }

  /** A private application made now. */
  public static NewApp named(String name) {
    return new NewApp(name, AppKind.PRIVATE, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public NewApp withKind(AppKind otherKind) {
    return new NewApp(name, otherKind, clientId, secret, createdAt);
  }

  public NewApp withClientId(String id) {
    return new NewApp(name, kind, Optional.of(id), secret, createdAt);
  }

  public NewApp withSecret(String firstSecret) {
    return new NewApp(name, kind, clientId, Optional.of(firstSecret), createdAt);
  }

  public NewApp withCreatedAt(Instant instant) {
    return new NewApp(name, kind, clientId, secret, Optional.of(instant));
  }

  @Override
  public String toString() {
    return kind + " application " + name;
  }
}
