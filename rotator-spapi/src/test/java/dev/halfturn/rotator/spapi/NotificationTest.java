// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.IssuerMessage.Content;
import dev.halfturn.spi.IssuerMessage.ExpiryNotice;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import dev.halfturn.spi.IssuerMessage.Unreadable;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {

  private static final Notification.Otherwise OTHERWISE =
      new Notification.Otherwise("delivery-1", Instant.parse("2026-01-10T22:09:19Z"));
  private static final String CLIENT =
      "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef";

  private static final NewSecret NEW_SECRET =
      new NewSecret(
          "00000000-0000-0000-0000-000000000004",
          CLIENT,
          SecretValue.ofUtf8(Canaries.CLIENT_SECRET),
          Instant.parse("2026-01-10T22:09:17.456Z"),
          Optional.of(Instant.parse("2026-07-09T22:09:17.198Z")),
          Optional.of(Instant.parse("2026-01-17T22:09:17.180Z")));

  private static final ExpiryNotice NOTICE =
      new ExpiryNotice(
          CLIENT,
          Instant.parse("2026-05-10T02:15:13.118Z"),
          Instant.parse("2026-07-09T22:09:17.198Z"),
          "PERIODIC_ROTATION");

  private static Content read(String text) {
    return Notification.read(text, OTHERWISE);
  }

  private static Content read(UnaryOperator<String> change) {
    return read(change.apply(Texts.of(NEW_SECRET)));
  }

  private static Content change(String from, String to) {
    String text = Texts.of(NEW_SECRET);
    assertThat(text).contains(from);
    return read(text.replace(from, to));
  }

  @Test
  void readsBothTypesAsTheyAreAndInAnEnvelope() {
    assertThat(read(Texts.of(NEW_SECRET))).isEqualTo(NEW_SECRET);
    assertThat(read(Texts.of(NOTICE))).isEqualTo(NOTICE);
    assertThat(read(Texts.inSnsEnvelope(Texts.of(NEW_SECRET)))).isEqualTo(NEW_SECRET);
    assertThat(read(Texts.inSnsEnvelope(Texts.of(NOTICE)))).isEqualTo(NOTICE);
  }

  @Test
  void keysHaveNoCaseAndNoOrderAndMayBeMore() {
    assertThat(
            read(
                text ->
                    text.replaceAll("\"([a-z])(\\w+)\":", "\"X$1$2\":")
                        .replaceAll("\"X([a-z])", "\"$1")
                        .replace("clientId", "ClientID")
                        .replace("payload\"", "PAYLOAD\"")
                        .replace("notificationType", "NotificationType")))
        .isEqualTo(NEW_SECRET);
    assertThat(read(text -> "{\"more\":[{\"x\":null}],\"number\":1e3," + text.substring(1)))
        .isEqualTo(NEW_SECRET);
  }

  @Test
  void theVersionOfThePayloadIsNotLookedAt() {
    assertThat(change("2023-11-30", "1.0")).isEqualTo(NEW_SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-10T22:09:17Z, 2026-01-10T22:09:17Z",
    "2026-01-10T22:09:17.4Z, 2026-01-10T22:09:17.400Z",
    "2026-01-10T22:09:17.456789123Z, 2026-01-10T22:09:17.456789123Z",
    "'2026-01-10T22:09:17,456Z', 2026-01-10T22:09:17.456Z",
    "2026-01-10T22:09Z, 2026-01-10T22:09:00Z",
    "2026-01-11T00:09:17+02:00, 2026-01-10T22:09:17Z",
    "2026-01-11T00:09:17+0200, 2026-01-10T22:09:17Z",
    "2026-01-11T00:09:17+02, 2026-01-10T22:09:17Z",
    "2026-01-10T16:39:17-05:30, 2026-01-10T22:09:17Z",
    "2026-01-10t22:09:17z, 2026-01-10T22:09:17Z",
    "20260110T220917Z, 2026-01-10T22:09:17Z",
    "20260110T220917.456Z, 2026-01-10T22:09:17.456Z"
  })
  void readsAnyFormOfIso8601(String text, Instant moment) {
    assertThat(Moment.parse(text)).contains(moment);
    assertThat(((NewSecret) change("2026-01-10T22:09:17.456Z", text)).eventTime())
        .isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-01-10",
        "2026-01-10T22:09:17",
        "2026-02-30T22:09:17Z",
        "+999999999-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "2300-01-01T00:00:00Z",
        "2026-01-10T25:09:17Z",
        "1768082957"
      })
  void whatIsNoMomentLeavesTheOneOfItsPublication(String text) {
    assertThat(Moment.parse(text)).isEmpty();
    assertThat(((NewSecret) change("2026-01-10T22:09:17.456Z", text)).eventTime())
        .isEqualTo(Instant.parse("2026-01-10T22:09:18.706Z"));
  }

  @Test
  void withoutAnyMomentItIsThatOfTheQueue() {
    assertThat(read(text -> text.replace("eventTime", "e").replace("publishTime", "p")))
        .isInstanceOfSatisfying(
            NewSecret.class,
            secret -> assertThat(secret.eventTime()).isEqualTo(OTHERWISE.sentAt()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "\\u0000", "<65>"})
  void withoutAnIdOfItsOwnTheKeyIsThatOfTheDelivery(String id) {
    String longOrNot = id.equals("<65>") ? "x".repeat(65) : id;

    assertThat(((NewSecret) change(NEW_SECRET.key(), longOrNot)).key()).isEqualTo("delivery-1");
  }

  @Test
  void aNewSecretNeedsNoDates() {
    assertThat(read(text -> text.replace("ExpiryTime", "x")))
        .isInstanceOfSatisfying(
            NewSecret.class,
            secret -> {
              assertThat(secret.expiresAt()).isEmpty();
              assertThat(secret.oldExpiresAt()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPROMISED", "something new", "x", "A.B:C-1"})
  void anyReasonIsTaken(String reason) {
    assertThat(read(Texts.of(NOTICE).replace("PERIODIC_ROTATION", reason)))
        .extracting("reason")
        .isEqualTo(reason);
  }

  @Test
  void aReasonThatLooksLikeASecretIsNotShown() {
    for (String reason :
        new String[] {"amzn1.oa2-cs.v1.0123456789abcdef", "\\n", "x".repeat(101)}) {
      assertThat(read(Texts.of(NOTICE).replace("PERIODIC_ROTATION", reason)))
          .extracting("reason")
          .isEqualTo("UNKNOWN");
    }
  }

  @Test
  void anotherTypeIsNamedAndNothingElseOfIt() {
    assertThat(change("APPLICATION_OAUTH_CLIENT_NEW_SECRET", "ORDER_CHANGE"))
        .isEqualTo(new Unreadable("a notification of type ORDER_CHANGE"));
    assertThat(change("APPLICATION_OAUTH_CLIENT_NEW_SECRET", "AMZN1_OA2_CS_V1_0123456789"))
        .isEqualTo(new Unreadable("no notification of a type that is known"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "null",
        "7",
        "\"text\"",
        "{}",
        "<xml/>",
        "{\"Message\":\"\"}",
        "{\"Message\":\"no json\"}",
        "{\"notificationType\":7}",
        "{\"notificationType\":\"APPLICATION_OAUTH_CLIENT_NEW_SECRET\"}",
        "{\"notificationType\":\"APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY\",\"payload\":[]}"
      })
  void whatIsNoNotificationIsUnreadable(String text) {
    assertThat(read(text)).isInstanceOf(Unreadable.class);
  }

  @Test
  void aSecretThatCannotBeOneOrIsSaidTwiceDifferentlyIsUnreadable() {
    for (String secret :
        new String[] {
          "", "   ", "short", "with blank in it", "\\ud800abcdefgh", "x".repeat(2049)
        }) {
      assertThat(change(jsonOf(Canaries.CLIENT_SECRET), secret)).isInstanceOf(Unreadable.class);
    }
    assertThat(
            change(
                "\"newClientSecret\":", "\"NewClientSecret\":\"another-one\",\"newClientSecret\":"))
        .isInstanceOf(Unreadable.class);
    assertThat(change("\"clientId\":", "\"no\":")).isInstanceOf(Unreadable.class);
  }

  private static String jsonOf(String text) {
    String object = Texts.json(java.util.Map.of("x", text));
    return object.substring(6, object.length() - 2);
  }

  @Test
  void whatIsTooDeepOrTooLongIsUnreadable() {
    assertThat(read("{\"a\":".repeat(40) + "1" + "}".repeat(40))).isInstanceOf(Unreadable.class);
    assertThat(read("{\"a\":".repeat(100_000))).isInstanceOf(Unreadable.class);
    assertThat(read(text -> text + " ".repeat(1 << 20))).isInstanceOf(Unreadable.class);
    assertThat(read("{\"a\":" + "9".repeat(5000) + "}")).isInstanceOf(Unreadable.class);
  }

  @Test
  void theCaseOfTheTurkishIDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(read(text -> text.replace("clientId", "CLIENTID"))).isEqualTo(NEW_SECRET);
    } finally {
      Locale.setDefault(before);
    }
  }
}
