// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.internal.json.Json;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rotation record as the JSON that lies in the store. */
final class RecordCodec {

  private static final int VERSION = 1;

  private RecordCodec() {}

  /** The record as JSON of at most {@link RotationRecord#MAX_SIZE} bytes; see {@link Shrinking}. */
  static SecretValue encode(RotationRecord record) {
    RotationRecord fitting = record;
    byte[] json = Json.write(toJson(fitting));
    while (json.length > RotationRecord.MAX_SIZE) {
      fitting = Shrinking.byOneStep(fitting);
      json = Json.write(toJson(fitting));
    }
    return SecretValue.of(json);
  }

  /**
   * The record read from an entry.
   *
   * @throws HalfturnException {@link ErrorCode#CORRUPT} if it is no such record, {@link
   *     ErrorCode#UNSUPPORTED} if a newer Halfturn wrote it
   */
  static RotationRecord decode(SecretName name, SecretValue json) {
    Fields fields = Json.read(json.reveal()).map(Fields::new).orElseThrow(() -> unreadable(name));
    try {
      if (fields.number("v") > VERSION) {
        throw new HalfturnException(
            Problem.of(
                    ErrorCode.UNSUPPORTED,
                    "UNSUPPORTED_VERSION",
                    "entry '" + name + "' was written by a newer halfturn")
                .withHint("update halfturn here; the entry was left as it is"));
      }
      return fromJson(fields);
    } catch (IllegalArgumentException e) {
      throw unreadable(name);
    }
  }

  private static HalfturnException unreadable(SecretName name) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.CORRUPT,
                "RECORD_UNREADABLE",
                "entry '" + name + "' is not a rotation record")
            .withHint(
                "it holds dates, no secret: delete it, then say again when the secret expires"));
  }

  private static Map<String, Object> toJson(RotationRecord record) {
    return new Fields.Writer()
        .put("v", VERSION)
        .put("fpKey", record.key().toText())
        .put("current", secret(record.current()))
        .put("previous", record.previous().map(RecordCodec::retired))
        .put("expiryEpoch", record.expiryEpoch())
        .put("announced", record.announced().map(Rung::key))
        .put("delivery", notifiers(record))
        .put("rotations", record.rotations())
        .put("journal", record.journal().map(JournalCodec::toJson))
        .put("handOver", record.handOver().map(RecordCodec::handOver))
        .put("request", record.request().map(RequestCodec::toText))
        .put("requestError", requestError(record))
        .put("ack", record.acknowledged().map(RecordCodec::acknowledgement))
        .put("heartbeat", record.checkedAt())
        .put("amazonTime", record.amazonTime())
        .map();
  }

  private static Optional<String> requestError(RotationRecord record) {
    return record
        .request()
        .flatMap(SecretRequest::trouble)
        .map(Trouble::text)
        .filter(text -> !text.isEmpty());
  }

  private static RotationRecord fromJson(Fields fields) {
    return new RotationRecord(
        FingerprintKey.parse(fields.text("fpKey"))
            .orElseThrow(() -> new IllegalArgumentException("not a fingerprint key")),
        secret(fields.object("current")),
        fields.optionalObject("previous").map(RecordCodec::retired),
        fields.number("expiryEpoch"),
        new TreeMap<>(fields.object("delivery").objectsByName(RecordCodec::notifier)),
        fields.optionalRung("announced"),
        fields.optionalObject("journal").map(JournalCodec::fromJson),
        fields.optionalObject("handOver").map(RecordCodec::handOver),
        fields
            .optionalText("request")
            .map(
                text ->
                    RequestCodec.fromText(text, fields.optionalText("requestError").orElse(""))),
        fields.optionalObject("ack").map(RecordCodec::acknowledgement),
        fields.number("rotations"),
        fields.instant("heartbeat"),
        fields.optionalInstant("amazonTime"));
  }

  private static Map<String, Object> secret(TrackedSecret secret) {
    return new Fields.Writer()
        .put("fp", secret.fingerprint().hex())
        .put("version", secret.version())
        .put("eventTime", secret.eventTime())
        .put("issuedAt", secret.expiry().map(Expiry::issuedAt))
        .put("expiresAt", secret.expiry().map(Expiry::expiresAt))
        .put("source", secret.expiry().map(Expiry::source))
        .map();
  }

  private static TrackedSecret secret(Fields fields) {
    return new TrackedSecret(
        fields.fingerprint("fp"),
        fields.text("version"),
        fields.instant("eventTime"),
        optionalExpiry(fields));
  }

  static Optional<Expiry> optionalExpiry(Fields fields) {
    return fields
        .optionalInstant("expiresAt")
        .map(
            end ->
                new Expiry(
                    fields.instant("issuedAt"), end, fields.constant("source", Provenance.class)));
  }

  private static Map<String, Object> retired(RetiredSecret secret) {
    return new Fields.Writer()
        .put("fp", secret.fingerprint().hex())
        .put("version", secret.version())
        .put("eventTime", secret.eventTime())
        .put("diesAt", secret.diesAt())
        .map();
  }

  private static RetiredSecret retired(Fields fields) {
    return new RetiredSecret(
        fields.fingerprint("fp"),
        fields.text("version"),
        fields.instant("eventTime"),
        fields.instant("diesAt"));
  }

  private static Map<String, Object> handOver(HandOver handOver) {
    return new Fields.Writer()
        .put("rotationId", handOver.rotationId())
        .put("at", handOver.at())
        .put("to", handOver.to())
        .map();
  }

  private static HandOver handOver(Fields fields) {
    return new HandOver(fields.text("rotationId"), fields.instant("at"), fields.optionalText("to"));
  }

  private static Map<String, Object> acknowledgement(Acknowledgement ack) {
    return new Fields.Writer()
        .put("rung", ack.rung().map(Rung::key))
        .put("at", ack.at())
        .put("until", ack.until())
        .put("why", ack.reason())
        .map();
  }

  private static Acknowledgement acknowledgement(Fields fields) {
    return new Acknowledgement(
        fields.optionalRung("rung"),
        fields.instant("at"),
        fields.optionalInstant("until"),
        fields.text("why"));
  }

  private static Map<String, Object> notifiers(RotationRecord record) {
    Map<String, Object> byName = new LinkedHashMap<>();
    record.notifiers().forEach((name, log) -> byName.put(name, notifier(log)));
    return byName;
  }

  private static Map<String, Object> notifier(NotifierLog log) {
    return new Fields.Writer()
        .put("folded", log.delivered() + " " + log.failed() + " " + log.superseded())
        .put("lastAt", log.lastDeliveredAt())
        .put("log", log.deliveries().stream().map(RecordCodec::delivery).toList())
        .map();
  }

  private static NotifierLog notifier(Fields fields) {
    String[] folded = words(fields.text("folded"), 3, 3);
    return new NotifierLog(
        number(folded[0]),
        number(folded[1]),
        number(folded[2]),
        fields.optionalInstant("lastAt"),
        fields.texts("log", RecordCodec::delivery));
  }

  /**
   * As text, because there are many: rung, first letter of the state, attempts, time and why it
   * failed, as in {@code 150 F 3 2026-11-27T09:00:00Z TIMEOUT}.
   */
  private static String delivery(Delivery delivery) {
    String text =
        String.join(
            " ",
            delivery.rung().key(),
            delivery.state().name().substring(0, 1),
            Integer.toString(delivery.attempts()),
            delivery.at().toString());
    return delivery.failure().map(code -> text + " " + code).orElse(text);
  }

  private static Delivery delivery(String text) {
    String[] words = words(text, 4, 5);
    Fields fields =
        new Fields(
            new Fields.Writer()
                .put("rung", words[0])
                .put("at", words[3])
                .put("why", Optional.of(words).filter(all -> all.length > 4).map(all -> all[4]))
                .map());
    return new Delivery(
        fields.optionalRung("rung").orElseThrow(),
        state(words[1]),
        number(words[2]),
        fields.instant("at"),
        fields.optionalConstant("why", ErrorCode.class));
  }

  private static Delivery.State state(String letter) {
    return Arrays.stream(Delivery.State.values())
        .filter(state -> state.name().substring(0, 1).equals(letter))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not a state"));
  }

  private static String[] words(String text, int least, int most) {
    String[] words = text.split(" ", -1);
    if (words.length < least || words.length > most) {
      throw new IllegalArgumentException("not as many words");
    }
    return words;
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("not a number");
    }
    return Integer.parseInt(text);
  }
}
