// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerMessage.Content;
import dev.halfturn.spi.IssuerMessage.ExpiryNotice;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import dev.halfturn.spi.IssuerMessage.Unreadable;
import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads Amazon's notifications about client secrets, as they are or as a topic of SNS wraps them.
 * What it does not know it says to be unreadable, in words of its own: the text may hold a secret.
 *
 * @see <a
 *     href="https://github.com/amzn/selling-partner-api-samples/tree/main/use-cases/lwa-rotation">Amazon's
 *     sample, the authority on their form</a>
 */
final class Notification {

  private static final String NEW_SECRET = "APPLICATION_OAUTH_CLIENT_NEW_SECRET";
  private static final String EXPIRY = "APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY";
  private static final String TYPE = "notificationType";

  private static final Pattern KEY = Pattern.compile("[\\w.:-]{1,64}");
  private static final Pattern CLIENT_ID = Pattern.compile("[!-~]{1,256}");
  private static final Pattern SECRET = Pattern.compile("[!-~]{8,2048}");
  private static final Pattern REASON = Pattern.compile("[\\w .:-]{1,100}");
  private static final Pattern KNOWABLE = Pattern.compile("[A-Z][A-Z0-9_]{2,63}");
  private static final Pattern LOOKS_SECRET =
      Pattern.compile("AMZN1|OA2|ATZ", Pattern.CASE_INSENSITIVE);

  /**
   * What is used in place of what a message does not say.
   *
   * @param key of this delivery: 1 to 64 characters
   * @param sentAt when it came into the queue
   */
  record Otherwise(String key, Instant sentAt) {}

  private final Fields fields;
  private final Otherwise otherwise;

  private Notification(Fields fields, Otherwise otherwise) {
    this.fields = fields;
    this.otherwise = otherwise;
  }

  static Content read(String text, Otherwise otherwise) {
    Optional<Fields> outer = Fields.parse(text);
    if (outer.isEmpty()) {
      return new Unreadable("no object of JSON");
    }
    Optional<Fields> inner = unwrapped(outer.get());
    if (inner.isEmpty()) {
      return new Unreadable("an envelope of SNS without an object of JSON in it");
    }
    return new Notification(inner.get(), otherwise).content();
  }

  private static Optional<Fields> unwrapped(Fields outer) {
    Optional<String> wrapped = outer.text("Message");
    return outer.text(TYPE).isEmpty() && wrapped.isPresent()
        ? Fields.parse(wrapped.get())
        : Optional.of(outer);
  }

  private Content content() {
    Optional<String> type = fields.text(TYPE);
    if (type.filter(NEW_SECRET::equalsIgnoreCase).isPresent()) {
      return newSecret(payload("applicationOAuthClientNewSecret"));
    }
    if (type.filter(EXPIRY::equalsIgnoreCase).isPresent()) {
      return expiry(payload("applicationOAuthClientSecretExpiry"));
    }
    return new Unreadable(
        type.filter(text -> KNOWABLE.matcher(text).matches())
            .filter(text -> !LOOKS_SECRET.matcher(text).find())
            .map(text -> "a notification of type " + text)
            .orElse("no notification of a type that is known"));
  }

  private Fields payload(String name) {
    Fields payload = fields.object("payload");
    Fields named = payload.object(name);
    return named.isEmpty() ? payload : named;
  }

  private Content newSecret(Fields payload) {
    Optional<String> clientId = clientId(payload);
    Optional<SecretValue> secret =
        payload
            .text("newClientSecret")
            .filter(text -> SECRET.matcher(text).matches())
            .flatMap(Notification::secret);
    if (clientId.isEmpty() || secret.isEmpty()) {
      return new Unreadable(
          "a notification of a new client secret without "
              + (secret.isEmpty() ? "a secret that could be one" : "a client id"));
    }
    return new NewSecret(
        key(),
        clientId.get(),
        secret.get(),
        eventTime(),
        payload.moment("newClientSecretExpiryTime"),
        payload.moment("oldClientSecretExpiryTime"));
  }

  private static Optional<SecretValue> secret(String text) {
    try {
      return Optional.of(SecretValue.ofUtf8(text));
    } catch (HalfturnException e) {
      return Optional.empty();
    }
  }

  private Content expiry(Fields payload) {
    Optional<String> clientId = clientId(payload);
    Optional<Instant> expiresAt = payload.moment("clientSecretExpiryTime");
    if (clientId.isEmpty() || expiresAt.isEmpty()) {
      return new Unreadable(
          "a notification of an expiring client secret without "
              + (clientId.isEmpty() ? "a client id" : "a time"));
    }
    return new ExpiryNotice(
        clientId.get(),
        eventTime(),
        expiresAt.get(),
        payload
            .text("clientSecretExpiryReason")
            .filter(text -> REASON.matcher(text).matches())
            .filter(text -> !LOOKS_SECRET.matcher(text).find())
            .orElse("UNKNOWN"));
  }

  private static Optional<String> clientId(Fields payload) {
    return payload.text("clientId").filter(text -> CLIENT_ID.matcher(text).matches());
  }

  private String key() {
    return fields
        .object("notificationMetadata")
        .text("notificationId")
        .filter(text -> KEY.matcher(text).matches())
        .orElse(otherwise.key());
  }

  private Instant eventTime() {
    return fields
        .moment("eventTime")
        .or(() -> fields.object("notificationMetadata").moment("publishTime"))
        .orElse(otherwise.sentAt());
  }
}
