// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.RotationPolicy.Snap;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/** Policies that differ from the default in one respect. */
final class Policies {

  private Policies() {}

  static RotationPolicy inZone(ZoneId zone) {
    return policy(Snap.EARLIER, Set.of(), zone);
  }

  static RotationPolicy withHolidays(LocalDate... holidays) {
    return policy(Snap.EARLIER, Set.of(holidays), RotationPolicy.DEFAULT.zone());
  }

  static RotationPolicy withoutSnapping() {
    return policy(Snap.NONE, Set.of(), RotationPolicy.DEFAULT.zone());
  }

  private static RotationPolicy policy(Snap snap, Set<LocalDate> holidays, ZoneId zone) {
    RotationPolicy base = RotationPolicy.DEFAULT;
    return new RotationPolicy(
        base.lifetime(),
        base.overlap(),
        base.rotateAt(),
        base.latest(),
        base.ladder(),
        base.quiet(),
        base.repeat(),
        snap,
        holidays,
        base.time(),
        zone);
  }
}
