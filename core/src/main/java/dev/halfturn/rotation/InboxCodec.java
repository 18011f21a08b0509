// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.internal.json.Json;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The inbox as the JSON that lies in the store. A secret that is text is written as it is, so that
 * a person can find it there when all else has failed; others as base64.
 */
final class InboxCodec {

  private static final int VERSION = 1;

  private InboxCodec() {}

  static SecretValue encode(Inbox inbox) {
    return SecretValue.of(
        Json.write(
            new Fields.Writer()
                .put("v", VERSION)
                .put("items", inbox.items().stream().map(InboxCodec::toJson).toList())
                .map()));
  }

  /**
   * The inbox read from an entry.
   *
   * @throws HalfturnException {@link ErrorCode#CORRUPT} if it is none, {@link
   *     ErrorCode#UNSUPPORTED} if a newer Halfturn wrote it
   */
  static Inbox decode(SecretName name, SecretValue json) {
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
      return new Inbox(fields.objects("items", InboxCodec::fromJson));
    } catch (IllegalArgumentException e) {
      throw unreadable(name);
    }
  }

  private static HalfturnException unreadable(SecretName name) {
    return new HalfturnException(
        Problem.of(ErrorCode.CORRUPT, "INBOX_UNREADABLE", "entry '" + name + "' is not an inbox")
            .withHint("it may hold a secret: save a copy of it before you delete it"));
  }

  private static Map<String, Object> toJson(InboxItem item) {
    Fields.Writer writer = new Fields.Writer().put("key", item.key());
    Optional<String> text = asText(item.value());
    if (text.isPresent()) {
      writer.put("value", text);
    } else {
      writer.put("valueBase64", Base64.getEncoder().encodeToString(item.value().reveal()));
    }
    return writer
        .put("eventTime", item.eventTime())
        .put("issuedAt", item.expiry().map(Expiry::issuedAt))
        .put("expiresAt", item.expiry().map(Expiry::expiresAt))
        .put("source", item.expiry().map(Expiry::source))
        .put("oldExpiresAt", item.oldExpiresAt())
        .put("receivedAt", item.receivedAt())
        .put("state", item.state())
        .map();
  }

  private static Optional<String> asText(SecretValue value) {
    try {
      return Optional.of(value.revealUtf8());
    } catch (HalfturnException e) {
      return Optional.empty();
    }
  }

  private static InboxItem fromJson(Fields fields) {
    SecretValue value =
        fields
            .optionalText("value")
            .map(SecretValue::ofUtf8)
            .orElseGet(
                () -> SecretValue.of(Base64.getDecoder().decode(fields.text("valueBase64"))));
    return new InboxItem(
        fields.text("key"),
        value,
        fields.instant("eventTime"),
        RecordCodec.optionalExpiry(fields),
        fields.optionalInstant("oldExpiresAt"),
        fields.instant("receivedAt"),
        fields.constant("state", InboxItem.State.class));
  }
}
