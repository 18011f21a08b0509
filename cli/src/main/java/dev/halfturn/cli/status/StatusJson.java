// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.status;

import dev.halfturn.cli.output.JsonText;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.HandOver;
import dev.halfturn.rotation.RotationStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The status of an application as JSON. */
public final class StatusJson {

  private StatusJson() {}

  /** One application, as in the list of {@code halfturn.status/v1}. */
  public static Map<String, Object> members(
      String store, List<String> sellers, RotationStatus status) {
    Map<String, Object> members = JsonText.object();
    members.put("app", status.app());
    members.put("store", store);
    members.put("state", status.state());
    members.put("secret", secret(status.secret()));
    members.put("next", status.next().map(StatusJson::next));
    members.put("overlap", status.overlap().map(StatusJson::overlap));
    members.put("rotation", rotation(status));
    members.put("handOver", status.handOver().map(StatusJson::handOver));
    members.put("sellers", sellers);
    members.put("conditions", status.conditions().stream().map(StatusJson::condition).toList());
    members.put("notifiers", status.notifiers().stream().map(StatusJson::notifier).toList());
    return members;
  }

  private static Map<String, Object> secret(RotationStatus.Secret secret) {
    Map<String, Object> members = JsonText.object();
    members.put("version", secret.version());
    members.put("fingerprint", secret.fingerprint().shortForm());
    members.put("issuedAt", secret.expiry().map(Expiry::issuedAt));
    members.put("expiresAt", secret.expiry().map(Expiry::expiresAt));
    members.put("source", secret.expiry().map(Expiry::source));
    members.put("ageDays", boxed(secret.ageDays()));
    members.put("daysLeft", boxed(secret.daysLeft()));
    return members;
  }

  /** What Halfturn will do next. */
  public static Map<String, Object> next(RotationStatus.Next next) {
    Map<String, Object> members = JsonText.object();
    members.put("kind", next.kind());
    members.put("rung", boxed(next.rung()));
    members.put("at", next.at());
    return members;
  }

  private static Map<String, Object> overlap(RotationStatus.Overlap overlap) {
    Map<String, Object> members = JsonText.object();
    members.put("previousVersion", overlap.previousVersion());
    members.put("endsAt", overlap.endsAt());
    members.put("stillUsedBy", List.of());
    return members;
  }

  private static Map<String, Object> rotation(RotationStatus status) {
    Map<String, Object> members = JsonText.object();
    members.put("state", status.rotation().state());
    members.put("id", status.rotation().id());
    members.put("owner", status.handOver().flatMap(HandOver::to));
    members.put("lastError", status.rotation().lastError());
    return members;
  }

  private static Map<String, Object> handOver(HandOver asked) {
    Map<String, Object> members = JsonText.object();
    members.put("rotationId", asked.rotationId());
    members.put("at", asked.at());
    members.put("to", asked.to());
    return members;
  }

  private static Map<String, Object> condition(Condition condition) {
    Map<String, Object> members = JsonText.object();
    members.put("type", condition.type());
    members.put("severity", condition.severity());
    members.put("since", condition.since());
    members.put("message", condition.message());
    return members;
  }

  private static Map<String, Object> notifier(RotationStatus.NotifierState notifier) {
    Map<String, Object> members = JsonText.object();
    members.put("name", notifier.name());
    members.put("lastDeliveredAt", notifier.lastDeliveredAt());
    members.put("broken", notifier.broken());
    return members;
  }

  private static Optional<Object> boxed(OptionalLong number) {
    return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
  }

  private static Optional<Object> boxed(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }
}
