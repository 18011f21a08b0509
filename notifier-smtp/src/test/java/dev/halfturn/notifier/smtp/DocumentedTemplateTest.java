// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template that the page shows. */
class DocumentedTemplateTest {

  private static final Path PAGE = Path.of("../docs/notifiers/smtp.md");
  private static final Pattern LISTING = Pattern.compile("(?s)```mustache\n(.*?)```");

  @TempDir private Path directory;

  @Test
  void writesTheSubjectTheStepsAndTheCommand() throws IOException {
    Matcher listing = LISTING.matcher(Files.readString(PAGE));
    assertThat(listing.find()).isTrue();
    Files.writeString(directory.resolve("text.mustache"), listing.group(1));

    String text =
        MailTexts.of(Optional.of(directory))
            .plain(Notices.days(30), Instant.parse("2026-07-31T12:00:00Z"));

    assertThat(text)
        .startsWith("Please act: erp: ")
        .contains("\n1. ", "\n2. ", "\n   halfturn rotate erp\n")
        .doesNotContain("{{", "}}");
  }
}
