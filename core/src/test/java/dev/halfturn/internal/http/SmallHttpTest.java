// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallHttpTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static HttpReply with(String header, String value) {
    return new HttpReply(429, Map.of(header, value), new byte[0]);
  }

  @Test
  void aFormIsEncodedByField() {
    FormBody form = new FormBody().add("scope", "a::b c:d").add("t", "Atzr|x/+=&é");
    assertThat(new String(form.bytes(), StandardCharsets.US_ASCII))
        .isEqualTo("scope=a%3A%3Ab+c%3Ad&t=Atzr%7Cx%2F%2B%3D%26%C3%A9");
    form.wipe();
    assertThat(form.bytes()).isEmpty();
  }

  @Property
  void aFormIsReadBackAsItWas(@ForAll String value) {
    String encoded = new String(new FormBody().add("v", value).bytes(), StandardCharsets.US_ASCII);
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    assertThat(URLDecoder.decode(encoded.substring(2), StandardCharsets.UTF_8))
        .isEqualTo(new String(utf8, StandardCharsets.UTF_8));
  }

  @Test
  void aDateIsRead() {
    assertThat(with("date", "Sun, 01 Mar 2026 12:00:00 GMT").date()).contains(NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "2026-03-01T12:00:00Z", "Mon, 01 Mar 2026 12:00:00 GMT"})
  void anUnreadableDateIsNone(String date) {
    assertThat(with("date", date).date()).isEmpty();
  }

  @Test
  void aWaitIsGivenInSecondsOrAsATime() {
    assertThat(with("retry-after", "7").retryAfter(NOW)).contains(Duration.ofSeconds(7));
    assertThat(with("retry-after", "Sun, 01 Mar 2026 12:01:00 GMT").retryAfter(NOW))
        .contains(Duration.ofMinutes(1));
    HttpReply byServersClock =
        new HttpReply(
            429,
            Map.of(
                "date", "Sun, 01 Mar 2026 12:00:30 GMT",
                "retry-after", "Sun, 01 Mar 2026 12:01:00 GMT"),
            new byte[0]);
    assertThat(byServersClock.retryAfter(NOW)).contains(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "soon", "1e9", "99999999999", "Sun, 01 Mar 2026 11:00:00 GMT"})
  void anAbsurdWaitIsNone(String wait) {
    assertThat(with("retry-after", wait).retryAfter(NOW)).isEmpty();
    assertThat(with("date", "x").retryAfter(NOW)).isEmpty();
  }

  @Test
  void theUserAgentIsEscapedAndShort() {
    assertThat(UserAgent.of("My (Tool)", "1/2=3;\\"))
        .startsWith("My \\(Tool\\)/1\\/2\\=3\\;\\\\ (Language=Java/");
    assertThat(UserAgent.of("x\r\ny", "1")).startsWith("x??y/1 (");
    assertThat(UserAgent.of("x".repeat(600), "1")).hasSize(500);
    assertThat(UserAgent.HALFTURN).matches("Halfturn/\\S+ \\(Language=Java/\\d+; Platform=.*\\)");
  }
}
