// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.rotation.RotationPolicy;
import dev.halfturn.spi.HalfturnException;
import java.util.Map;
import java.util.Set;

/** The settings {@code rotation...} and {@code remind...}. */
final class RotationSection {

  /** The policy names a contradiction's component, people know its key. */
  private static final Map<String, CoreKey<?>> KEYS =
      Map.of(
          "lifetime", CoreKeys.LIFETIME,
          "overlap", CoreKeys.OVERLAP,
          "rotate-at", CoreKeys.ROTATE_AT,
          "latest", CoreKeys.LATEST,
          "ladder", CoreKeys.LADDER,
          "quiet", CoreKeys.QUIET,
          "repeat", CoreKeys.REPEAT);

  private final Checks checks;

  RotationSection(Checks checks) {
    this.checks = checks;
  }

  RotationPolicy check() {
    RotationPolicy defaults = RotationPolicy.DEFAULT;
    try {
      return new RotationPolicy(
          checks.read(CoreKeys.LIFETIME).orElse(defaults.lifetime()),
          checks.read(CoreKeys.OVERLAP).orElse(defaults.overlap()),
          checks.read(CoreKeys.ROTATE_AT).orElse(defaults.rotateAt()),
          checks.read(CoreKeys.LATEST).orElse(defaults.latest()),
          checks.read(CoreKeys.LADDER).orElse(defaults.ladder()),
          checks.read(CoreKeys.QUIET).map(days -> (Set<Integer>) days).orElse(defaults.quiet()),
          checks.read(CoreKeys.REPEAT).orElse(defaults.repeat()),
          checks.read(CoreKeys.SNAP).orElse(defaults.snap()),
          defaults.holidays(),
          checks.read(CoreKeys.TIME).orElse(defaults.time()),
          checks.read(CoreKeys.TIME_ZONE).orElse(defaults.zone()));
    } catch (HalfturnException e) {
      String[] parts = e.getMessage().split(": ", 2);
      checks.problem(KEYS.get(parts[0]).pattern(), parts[1]);
      return defaults;
    }
  }
}
