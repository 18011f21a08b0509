// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.status;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.rotation.RotationStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How one application stands, and whose tokens hang on it.
 *
 * @param status how it stands
 * @param sellers their names
 * @param rotatesAt when a rotation begins by itself; in the past if that is due
 */
public record AppStatus(RotationStatus status, List<String> sellers, Optional<Instant> rotatesAt) {

  public AppStatus {
    Objects.requireNonNull(status);
    Objects.requireNonNull(rotatesAt);
    sellers = List.copyOf(sellers);
  }

  /** As it stands, or would stand, at some time. */
  public static AppStatus read(Halfturn halfturn, String app, Instant at) {
    return new AppStatus(
        halfturn.tracker().status(app, at),
        halfturn.applications().sellers(app),
        halfturn.automatic().flatMap(automatic -> automatic.startsAt(app)));
  }

  /** The members of a {@code halfturn.status/v1}. */
  public static Map<String, Object> document(Instant at, String store, List<AppStatus> apps) {
    Map<String, Object> document = JsonText.object();
    document.put("at", at);
    document.put(
        "lastSweepAt",
        apps.stream()
            .flatMap(app -> app.status().lastCheckAt().stream())
            .max(Comparator.naturalOrder()));
    document.put("apps", apps.stream().map(app -> StatusJson.members(store, app)).toList());
    return document;
  }
}
