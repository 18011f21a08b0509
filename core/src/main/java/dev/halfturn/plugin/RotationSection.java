// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.rotation.AutomaticPolicy;
import dev.halfturn.rotation.ReminderPolicy;
import dev.halfturn.rotation.RotationPolicy;
import dev.halfturn.rotation.RotationWindow;
import dev.halfturn.spi.HalfturnException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The settings {@code rotation...}. */
final class RotationSection {

  /** A policy names a contradiction's component, people know its key. */
  private static final Map<String, CoreKey<?>> KEYS =
      Map.ofEntries(
          Map.entry("lifetime", CoreKeys.LIFETIME),
          Map.entry("overlap", CoreKeys.OVERLAP),
          Map.entry("rotate-at", CoreKeys.ROTATE_AT),
          Map.entry("latest", CoreKeys.LATEST),
          Map.entry("window", CoreKeys.WINDOW),
          Map.entry("ladder", CoreKeys.LADDER),
          Map.entry("quiet", CoreKeys.QUIET),
          Map.entry("repeat", CoreKeys.REPEAT),
          Map.entry("overlap-ladder", CoreKeys.OVERLAP_LADDER),
          Map.entry("sellers", CoreKeys.SELLER_LADDER),
          Map.entry("working-days", CoreKeys.WORKING_DAYS),
          Map.entry("holidays", CoreKeys.HOLIDAYS),
          Map.entry("quiet-hours", CoreKeys.QUIET_HOURS),
          Map.entry("language", CoreKeys.LANGUAGE));

  private final Checks checks;
  private final boolean hasIssuer;

  /**
   * @param hasIssuer whether something brings new secrets by itself
   */
  RotationSection(Checks checks, boolean hasIssuer) {
    this.checks = checks;
    this.hasIssuer = hasIssuer;
  }

  /**
   * @param notifiers the names of those that are configured
   */
  RotationPolicy check(Set<String> notifiers) {
    RotationPolicy defaults = RotationPolicy.DEFAULT;
    ReminderPolicy reminders =
        orProblem(() -> new ReminderSection(checks, notifiers).check())
            .orElse(ReminderPolicy.DEFAULT);
    return orProblem(
            () ->
                new RotationPolicy(
                    checks.read(CoreKeys.LIFETIME).orElse(defaults.lifetime()),
                    checks.read(CoreKeys.OVERLAP).orElse(defaults.overlap()),
                    checks.read(CoreKeys.ROTATE_AT).orElse(defaults.rotateAt()),
                    checks.read(CoreKeys.LATEST).orElse(defaults.latest()),
                    reminders,
                    automatic()))
        .orElse(defaults);
  }

  private AutomaticPolicy automatic() {
    boolean enabled = checks.read(CoreKeys.AUTO).orElse(false);
    ZoneId zone = checks.read(CoreKeys.WINDOW_ZONE).orElse(ZoneOffset.UTC);
    if (enabled && !hasIssuer) {
      checks.problem(CoreKeys.AUTO.pattern(), "needs an issuer, which brings the new secrets");
    }
    return new AutomaticPolicy(
        enabled,
        checks
            .read(CoreKeys.WINDOW)
            .map(hours -> new RotationWindow(hours.days(), hours.from(), hours.to(), zone)));
  }

  private <T> Optional<T> orProblem(Supplier<T> policy) {
    try {
      return Optional.of(policy.get());
    } catch (HalfturnException e) {
      String[] parts = e.getMessage().split(": ", 2);
      checks.problem(KEYS.get(parts[0]).pattern(), parts[1]);
      return Optional.empty();
    }
  }
}
