// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.status;

import dev.halfturn.cli.output.JsonText;
import dev.halfturn.rotation.Acknowledgement;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.Delivery;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.HandOver;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.rotation.Rung;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The status of an application as JSON. */
public final class StatusJson {

  private StatusJson() {}

  /** One application, as in the list of {@code halfturn.status/v1}. */
  public static Map<String, Object> members(String store, AppStatus app) {
    RotationStatus status = app.status();
    Map<String, Object> members = JsonText.object();
    members.put("app", status.app());
    members.put("store", store);
    members.put("state", status.state());
    members.put("secret", secret(status.secret()));
    members.put("next", status.next().map(StatusJson::next));
    members.put("overlap", status.overlap().map(StatusJson::overlap));
    members.put("rotation", rotation(status));
    members.put("rotatesAt", app.rotatesAt());
    members.put("handOver", status.handOver().map(StatusJson::handOver));
    members.put("ladder", status.ladder().stream().map(StatusJson::rung).toList());
    members.put("acknowledged", status.acknowledged().map(StatusJson::acknowledged));
    members.put("sellers", app.sellers());
    members.put(
        "authorizations", status.authorizations().stream().map(StatusJson::authorization).toList());
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
    members.put("stillUsedBy", overlap.stillUsedBy().stream().map(StatusJson::straggler).toList());
    return members;
  }

  private static Map<String, Object> straggler(RotationStatus.Straggler straggler) {
    Map<String, Object> members = JsonText.object();
    members.put("consumer", straggler.consumer());
    members.put("lastUsedAt", straggler.lastUsedAt());
    return members;
  }

  private static Map<String, Object> rung(RotationStatus.RungStatus rung) {
    Map<String, Object> members = JsonText.object();
    members.put("rung", rung.rung().key());
    members.put("at", rung.at());
    members.put("knowledge", rung.knowledge());
    return members;
  }

  /** What somebody has acknowledged. */
  public static Map<String, Object> acknowledged(Acknowledgement acknowledged) {
    Map<String, Object> members = JsonText.object();
    members.put("rung", acknowledged.rung().map(Rung::key));
    members.put("at", acknowledged.at());
    members.put("until", acknowledged.until());
    members.put("reason", acknowledged.reason());
    return members;
  }

  private static Map<String, Object> authorization(RotationStatus.Authorization authorization) {
    Map<String, Object> members = JsonText.object();
    members.put("seller", authorization.seller());
    members.put("endsAt", authorization.endsAt());
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
    members.put("deliveries", notifier.deliveries().stream().map(StatusJson::delivery).toList());
    return members;
  }

  private static Map<String, Object> delivery(Delivery delivery) {
    Map<String, Object> members = JsonText.object();
    members.put("rung", delivery.rung().key());
    members.put("state", delivery.state());
    members.put("attempts", delivery.attempts());
    members.put("at", delivery.at());
    members.put("failure", delivery.failure());
    return members;
  }

  private static Optional<Object> boxed(OptionalLong number) {
    return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
  }

  private static Optional<Object> boxed(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }
}
