// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mails as people get them, as files that can be looked at. With {@code -Dgolden.update=true} they
 * are written anew; read the difference.
 */
class GoldenMailsTest {

  private static final Path FILES = Path.of("src/test/resources/golden");
  private static final MailTexts TEXTS = MailTexts.of(Optional.empty());

  static Stream<Arguments> mails() {
    return Stream.of(
        Arguments.of("reminder-30-days", Notices.days(30), before(30)),
        Arguments.of("reminder-1-day", Notices.days(1), before(1)),
        Arguments.of("last-day", Notices.days(0), before(0)),
        Arguments.of("expired", Notices.expired(), before(-2)),
        Arguments.of("german-30-days", Notices.german(30), before(30)),
        Arguments.of("test", Notices.of("test-0", Optional.empty()), before(30)));
  }

  /** Some hours more than days, as it is in life. */
  private static Instant before(int days) {
    return Notices.END.minus(Duration.ofDays(days)).minus(Duration.ofHours(3));
  }

  @ParameterizedTest
  @MethodSource("mails")
  void saysWhatItSaid(String name, Notice notice, Instant now) throws IOException {
    check(name + ".txt", TEXTS.plain(notice, now));
    check(name + ".html", TEXTS.html(notice, now));
  }

  @ParameterizedTest
  @MethodSource("mails")
  void theHtmlLoadsNothingAndRunsNothing(String name, Notice notice, Instant now) {
    assertThat(TEXTS.html(notice, now))
        .as(name)
        .doesNotContainIgnoringCase("src=", "<script", "<img", "<link", "@import", "url(", "http:")
        .doesNotContain("{{", "}}");
  }

  private static void check(String file, String text) throws IOException {
    Path golden = FILES.resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FILES);
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }
}
