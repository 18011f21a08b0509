// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is posted, as each receiver's own reference wants it. */
class BodiesTest {

  private static Map<String, Object> body(Format format, Notice notice) throws IOException {
    byte[] body = format.body(notice, URI.create("urn:halfturn"), Opened.CLOCK.instant());
    return JSON.std.mapFrom(body);
  }

  private static Notice withText(String text) {
    Notice notice = Opened.NOTICE;
    return new Notice(
        notice.id(),
        notice.severity(),
        notice.app(),
        notice.recipient(),
        notice.expiresAt(),
        notice.subject(),
        text);
  }

  @Test
  void aCloudEventHasTheAttributesOfItsVersionAndTheNoticeAsData() throws IOException {
    Map<String, Object> event = body(Format.CLOUDEVENTS, Opened.NOTICE);

    assertThat(event)
        .containsEntry("specversion", "1.0")
        .containsEntry("type", "dev.halfturn.rotation.due.v1")
        .containsEntry("source", "urn:halfturn")
        .containsEntry("id", "5f0c1d")
        .containsEntry("time", "2026-03-01T12:00:00Z")
        .containsEntry("subject", "erp")
        .containsEntry("datacontenttype", "application/json");
    assertThat(Shown.map(event.get("data")))
        .containsEntry("app", "erp")
        .containsEntry("severity", "critical")
        .containsEntry("occasion", "173")
        .containsEntry("expiresAt", "2026-03-08T09:14:00Z")
        .containsEntry("language", "en")
        .containsEntry("subject", Opened.NOTICE.subject())
        .containsEntry("text", Opened.NOTICE.body());
  }

  @ParameterizedTest
  @CsvSource({
    "150, dev.halfturn.rotation.due.v1",
    "179-3, dev.halfturn.rotation.due.v1",
    "overlap-4, dev.halfturn.rotation.overlap.v1",
    "sellers-20700, dev.halfturn.authorization.due.v1",
    "expired-0, dev.halfturn.rotation.expired.v1",
    "rotated-2, dev.halfturn.rotation.done.v1",
    "refused-1, dev.halfturn.rotation.refused.v1",
    "handover-29000000, dev.halfturn.rotation.requested.v1",
    "unknown-4, dev.halfturn.rotation.undated.v1",
    "test-0, dev.halfturn.test.v1",
    "note, dev.halfturn.notice.v1",
    "something-new-7, dev.halfturn.notice.v1"
  })
  void theTypeOfACloudEventFollowsFromTheOccasion(String occasion, String type) {
    assertThat(CloudEvent.type(occasion)).isEqualTo(type);
  }

  @Test
  void slackGetsAHeaderSectionsAndALineForWhereThoseAreNotShown() throws IOException {
    Map<String, Object> message = body(Format.SLACK, Opened.NOTICE);

    assertThat(message).containsEntry("text", Opened.NOTICE.subject());
    List<Map<String, Object>> blocks = Shown.maps(message.get("blocks"));
    assertThat(blocks).extracting(block -> block.get("type")).containsExactly("header", "section");
    assertThat(Shown.map(blocks.get(1).get("text")))
        .containsEntry("type", "mrkdwn")
        .containsEntry(
            "text",
            """
            *Application*  erp (client …a1b2)
            *Ends*  Sun 8 Mar 2026 09:14 UTC
            *What to do*
            1. Ask &lt;ops&gt; &amp; co
            2. Type
            ```halfturn rotate erp```
            <https://developer.example/rotate?a=1&amp;b=2|How to>"""
                .replace("\r", ""));
  }

  @Test
  void slackIsGivenNoSectionLongerThanItTakesAndNothingIsLost() throws IOException {
    String text = "&".repeat(2_000) + "\n" + "line of words\n".repeat(600) + "x".repeat(9_000);
    Map<String, Object> message = body(Format.SLACK, withText(text));

    assertThat(Shown.maps(message.get("blocks")))
        .allSatisfy(
            block ->
                assertThat((String) Shown.map(block.get("text")).get("text"))
                    .hasSizeLessThanOrEqualTo(3_000)
                    .doesNotEndWith("&am"));
    assertThat(Shown.ofSlack(message)).endsWith(text);
  }

  @Test
  void slackIsNeverGivenHalfOfACharacter() throws IOException {
    String keys = "x" + "\uD83D\uDD11".repeat(3_000);
    Map<String, Object> message = body(Format.SLACK, withText(keys));

    assertThat(Shown.ofSlack(message)).endsWith(keys);
    assertThat(Shown.maps(message.get("blocks")))
        .noneSatisfy(
            block -> {
              String section = (String) Shown.map(block.get("text")).get("text");
              assertThat(Character.isHighSurrogate(section.charAt(section.length() - 1))).isTrue();
            });
  }

  @Test
  void aNoticeToSlackCallsNobody() throws IOException {
    Map<String, Object> message = body(Format.SLACK, withText("<!channel> <@U01> <https://evil>"));

    assertThat(message.toString()).doesNotContain("<!", "<@", "<https");
  }

  @Test
  void teamsGetsACardInTheEnvelopeOfAWorkflow() throws IOException {
    Map<String, Object> message = body(Format.TEAMS, Opened.NOTICE);

    assertThat(message).containsEntry("type", "message");
    assertThat(Shown.maps(message.get("attachments")).get(0))
        .containsEntry("contentType", "application/vnd.microsoft.card.adaptive");
    Map<String, Object> card = Shown.card(message);
    assertThat(card).containsEntry("type", "AdaptiveCard").containsEntry("version", "1.4");
    assertThat(Shown.ofTeams(message))
        .isEqualTo(
            """
            erp: rotate the LWA client secret within 7 days
            Application  erp (client …a1b2)
            Ends  Sun 8 Mar 2026 09:14 UTC
            What to do  1. Ask <ops> & co
            2. Type
            halfturn rotate erp""");
    assertThat(Shown.maps(card.get("actions")))
        .containsExactly(
            Map.of(
                "type",
                "Action.OpenUrl",
                "title",
                "How to",
                "url",
                "https://developer.example/rotate?a=1&b=2"));
  }

  @Test
  void whatToTypeIsSetOffEverywhere() throws IOException {
    assertThat(Shown.maps(Shown.card(body(Format.TEAMS, Opened.NOTICE)).get("body")))
        .filteredOn(row -> row.toString().contains("halfturn rotate erp"))
        .singleElement()
        .asString()
        .contains("Monospace");
  }

  @Test
  void aLinkWithoutALabelShowsItsAddress() throws IOException {
    Notice plain = withText("x");
    Notice notice =
        new Notice(
            plain.id(),
            "note",
            plain.severity(),
            plain.app(),
            plain.recipient(),
            plain.expiresAt(),
            plain.language(),
            plain.subject(),
            List.of(NoticePart.link("", "https://example.com/a|b"), NoticePart.fact("", "bare")));

    assertThat(Shown.ofSlack(body(Format.SLACK, notice)))
        .endsWith("<https://example.com/a%7Cb>\nbare");
    assertThat(Shown.card(body(Format.TEAMS, notice)).get("actions").toString())
        .contains("title=https://example.com/a|b");
  }
}
