// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.SecretRequest.Trouble;
import java.util.Map;

/** A request for a new secret as part of the record's JSON. */
final class RequestCodec {

  private RequestCodec() {}

  static Map<String, Object> toJson(SecretRequest request) {
    return new Fields.Writer()
        .put("rotationId", request.rotationId())
        .put("state", request.state())
        .put("fromFp", request.from().hex())
        .put("owner", request.owner())
        .put("attempt", request.attempt())
        .put("at", request.at())
        .put("outcome", request.outcome())
        .put("posts", request.posts().stream().map(Object::toString).toList())
        .put("since", request.since())
        .put("retryAt", request.retryAt())
        .put("reason", request.trouble().map(Trouble::reason))
        .put("lastError", request.trouble().map(Trouble::text))
        .map();
  }

  static SecretRequest fromJson(Fields fields) {
    return new SecretRequest(
        fields.text("rotationId"),
        fields.constant("state", SecretRequest.State.class),
        fields.fingerprint("fromFp"),
        fields.text("owner"),
        fields.number("attempt"),
        fields.instant("at"),
        fields.constant("outcome", SecretRequest.Outcome.class),
        fields.instants("posts"),
        fields.optionalInstant("since"),
        fields.optionalInstant("retryAt"),
        fields.optionalText("reason").map(reason -> new Trouble(reason, fields.text("lastError"))));
  }
}
