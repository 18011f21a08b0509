// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.RotationStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * How the applications stood when the store was read last; asks neither Amazon nor the store.
 * Details name applications, never a seller, a client id or anything of a secret.
 */
final class HalfturnHealthIndicator implements HealthIndicator {

  private final StatusBoard board;
  private final CredentialNews news;

  HalfturnHealthIndicator(StatusBoard board, CredentialNews news) {
    this.board = board;
    this.news = news;
  }

  @Override
  public Health health() {
    StatusBoard.View view = board.view();
    Instant now = board.now();
    Set<String> rejected = news.rejected();
    Health.Builder health =
        switch (Verdict.of(view, rejected, now)) {
          case WORKS -> Health.up();
          case UNKNOWN -> Health.unknown();
          case NO_SECRET -> Health.outOfService();
          case NO_STORE -> Health.down();
        };
    view.at().ifPresent(at -> health.withDetail("readAt", at.toString()));
    view.problem().ifPresent(failure -> health.withDetail("store", failure.getMessage()));
    Map<String, Object> apps = new TreeMap<>();
    view.apps().forEach(status -> apps.put(status.app(), details(status, rejected, now)));
    view.unreadable().forEach((app, reason) -> apps.put(app, Map.of("unreadable", reason)));
    return health.withDetail("apps", apps).build();
  }

  private static Map<String, Object> details(
      RotationStatus status, Set<String> rejected, Instant now) {
    Map<String, Object> details = new LinkedHashMap<>();
    boolean refused = rejected.contains(status.app());
    details.put("state", refused ? "refused" : lowerCase(status.state()));
    status
        .secret()
        .expiry()
        .ifPresent(
            (Expiry expiry) -> {
              details.put("daysLeft", expiry.daysLeft(now));
              details.put("expiresAt", expiry.expiresAt().toString());
            });
    details.put("rotation", lowerCase(status.rotation().state()));
    if (!status.conditions().isEmpty()) {
      details.put("conditions", status.conditions().stream().map(Condition::type).toList());
    }
    return details;
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
