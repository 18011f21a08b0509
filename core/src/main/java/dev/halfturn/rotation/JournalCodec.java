// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.util.Map;

/** The rotation journal as part of the record's JSON. */
final class JournalCodec {

  private JournalCodec() {}

  static Map<String, Object> toJson(RotationJournal journal) {
    return new Fields.Writer()
        .put("rotationId", journal.rotationId())
        .put("state", journal.state())
        .put("fromFp", journal.from().hex())
        .put("candidateFp", journal.candidate().hex())
        .put("eventTime", journal.eventTime())
        .put("issuedAt", journal.expiry().issuedAt())
        .put("expiresAt", journal.expiry().expiresAt())
        .put("source", journal.expiry().source())
        .put("oldExpiresAt", journal.oldExpiresAt())
        .put("tries", journal.trials().count())
        .put("refusedSince", journal.trials().refusedSince())
        .put("heldSince", journal.trials().heldSince())
        .put("retryAt", journal.trials().retryAt())
        .put("promotedAt", journal.promotedAt())
        .put("confirmedAt", journal.confirmedAt())
        .put("clockSkewMs", journal.clockSkew())
        .put("lastError", journal.lastError())
        .map();
  }

  static RotationJournal fromJson(Fields fields) {
    return new RotationJournal(
        fields.text("rotationId"),
        fields.constant("state", RotationState.class),
        fields.fingerprint("fromFp"),
        fields.fingerprint("candidateFp"),
        fields.instant("eventTime"),
        RecordCodec.optionalExpiry(fields)
            .orElseThrow(() -> new IllegalArgumentException("no expiry")),
        fields.instant("oldExpiresAt"),
        new Trials(
            fields.number("tries"),
            fields.optionalInstant("refusedSince"),
            fields.optionalInstant("heldSince"),
            fields.optionalInstant("retryAt")),
        fields.optionalInstant("promotedAt"),
        fields.optionalInstant("confirmedAt"),
        fields.optionalLong("clockSkewMs"),
        fields.optionalText("lastError"));
  }
}
