// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notifier;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/notifiers/webhook.md}: its tables against the code, and its program is run. */
class WebhookDocumentTest {

  private static final String KEY = "a key of some length";
  private static final Pattern LISTING = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern OPTION = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|(.*?)\\| ");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^\\| `(dev\\.halfturn\\.[a-z.0-9]+)` \\| .* \\| `([a-z0-9-]+)`");

  @TempDir private Path directory;

  private static String document() throws IOException {
    return Files.readString(Path.of("../docs/notifiers/webhook.md"));
  }

  @Test
  void namesEachOptionWithItsDefault() throws IOException {
    List<String> documented =
        OPTION
            .matcher(document())
            .results()
            .map(row -> row.group(1) + " " + row.group(2).replace("`", "").strip())
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(
            WebhookOptions.all().stream().map(WebhookDocumentTest::row).toList());
  }

  private static String row(ConfigOption<?> option) {
    String otherwise = option.required() ? "required" : "-";
    return option.key() + " " + option.defaultText().orElse(otherwise);
  }

  @Test
  void namesTheTypeOfEachOccasion() throws IOException {
    List<MatchResult> rows = TYPE.matcher(document()).results().toList();

    assertThat(rows)
        .hasSize(9)
        .allSatisfy(row -> assertThat(CloudEvent.type(row.group(2))).isEqualTo(row.group(1)));
  }

  @Test
  void itsProgramKnowsAGenuineNoticeFromOthers() throws Exception {
    Receiver.Call call;
    try (Receiver receiver = Receiver.http();
        Notifier notifier = Opened.at(receiver.address(), Map.of("hmac-key", KEY))) {
      notifier.send(Opened.NOTICE);
      call = receiver.calls().get(0);
    }
    String header = call.header("Halfturn-Signature");
    long now = Opened.CLOCK.instant().getEpochSecond();
    Path program = program();

    assertThat(exitOf(program, header, now + 299, call.body())).isZero();
    assertThat(exitOf(program, header, now + 301, call.body())).isEqualTo(1);
    assertThat(exitOf(program, header, now, call.body().replace("173", "150"))).isEqualTo(1);
  }

  private Path program() throws IOException, InterruptedException {
    Path source = directory.resolve("VerifySignature.java");
    MatchResult listing = LISTING.matcher(document()).results().findFirst().orElseThrow();
    Files.writeString(source, listing.group(1));
    assertThat(run(List.of(tool("javac"), source.toString()), "")).isZero();
    return directory;
  }

  private static int exitOf(Path classes, String header, long now, String body)
      throws IOException, InterruptedException {
    return run(
        List.of(
            tool("java"),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes.toString(),
            "VerifySignature",
            header,
            Long.toString(now)),
        body);
  }

  private static int run(List<String> command, String input)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.redirectInput(ProcessBuilder.Redirect.PIPE);
    builder.environment().put("WEBHOOK_KEY", KEY);
    Process process = builder.start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    }
    return process.waitFor();
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
