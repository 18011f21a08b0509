// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the control path shows, as JSON objects. Only {@link #credentials} and messages show
 * secrets.
 */
final class ControlViews {

  private ControlViews() {}

  static Map<String, Object> credentials(SimulatedApp app) {
    return Json.object(
        "name", app.name(),
        "clientId", app.clientId(),
        "clientSecret", app.secret(),
        "sellers", app.sellers().stream().map(ControlViews::credentials).toList());
  }

  static Map<String, Object> credentials(SimulatedSeller seller) {
    return Json.object(
        "name", seller.name(),
        "region", JsonInput.jsonName(seller.region()),
        "refreshToken", seller.refreshToken());
  }

  static Map<String, Object> state(SimulatedApp app, Instant now) {
    return Json.object(
        "name", app.name(),
        "kind", JsonInput.jsonName(app.kind()),
        "clientId", app.clientId(),
        "applicationId", app.applicationId(),
        "enrolled", app.enrolled(),
        "secrets", app.issuedSecrets().stream().map(secret -> state(secret, now)).toList(),
        "sellers",
            app.sellers().stream()
                .map(
                    seller ->
                        Json.object(
                            "name", seller.name(), "region", JsonInput.jsonName(seller.region())))
                .toList());
  }

  private static Map<String, Object> state(IssuedSecret secret, Instant now) {
    return Json.object(
        "number", secret.number(),
        "issuedAt", secret.issuedAt().toString(),
        "expiresAt", secret.expiresAt().toString(),
        "diesAt", secret.diesAt().map(Instant::toString).orElse(null),
        "exchanges", secret.exchangesAt(now),
        "works", secret.exchangesAt(now) && secret.worksAt(now));
  }

  static Map<String, Object> rules(Rules rules) {
    return Json.object(
        "activationDelay", rules.activationDelay().toString(),
        "settlingDelay", rules.settlingDelay().toString(),
        "overdueExchange", rules.overdueExchange().toString(),
        "secondRotation", JsonInput.jsonName(rules.secondRotation()),
        "refreshTokensChange", rules.refreshTokensChange(),
        "probeLimited", rules.probeLimited());
  }

  static List<Map<String, Object>> messages(List<SimulatedQueue.Message> messages) {
    return messages.stream()
        .map(
            message ->
                Json.object(
                    "messageId", message.messageId(),
                    "receiptHandle", message.receiptHandle(),
                    "body", message.body(),
                    "sentAt", message.sentAt().toString(),
                    "receiveCount", message.receiveCount()))
        .toList();
  }

  static Map<String, Object> call(LoggedCall call) {
    return Json.object(
        "endpoint", JsonInput.jsonName(call.endpoint()),
        "at", call.at().toString(),
        "status", call.status(),
        "app", call.app().orElse(null),
        "seller", call.seller().orElse(null),
        "secretNumber", call.secretNumber().orElse(null),
        "error", call.error().orElse(null),
        "faults", call.faults(),
        "requestId", call.requestId());
  }
}
