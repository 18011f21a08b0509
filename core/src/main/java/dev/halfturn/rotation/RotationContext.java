// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.Audit;
import dev.halfturn.secrets.Secrets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * What tracking and rotation share.
 *
 * @param secrets where everything lies
 * @param policy when to remind and rotate
 * @param clock the only source of calendar time
 * @param random the only source of randomness; must be cryptographically strong
 * @param ownership whether this instance makes rotations
 * @param audit where it is written down what was done
 * @param hooks what is run around a promotion
 */
public record RotationContext(
    Secrets secrets,
    RotationPolicy policy,
    InstantSource clock,
    RandomGenerator random,
    Ownership ownership,
    Audit audit,
    RotationHooks hooks) {
  public RotationContext {
    Objects.requireNonNull(secrets);
    Objects.requireNonNull(policy);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(random);
    Objects.requireNonNull(ownership);
    Objects.requireNonNull(audit);
    Objects.requireNonNull(hooks);
  }

  /** Without an audit and without hooks. */
  public RotationContext(
      Secrets secrets,
      RotationPolicy policy,
      InstantSource clock,
      RandomGenerator random,
      Ownership ownership) {
    this(secrets, policy, clock, random, ownership, Audit.NONE, RotationHooks.NONE);
  }

  /** Of an instance that makes rotations, as all others may. */
  public RotationContext(
      Secrets secrets, RotationPolicy policy, InstantSource clock, RandomGenerator random) {
    this(secrets, policy, clock, random, Ownership.ALL);
  }
}
