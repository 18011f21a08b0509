// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.testkit.Canaries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration files as nobody should write them; each is answered, and none is repeated. */
class HostileConfigurationTest {

  private static final int FILES = 10_000;

  private static final List<String> KEYS =
      List.of(
          "version",
          "store",
          "store.file.path",
          "store.file.key-file",
          "store.file.passphrase",
          "store.file.passphrase-file",
          "store.file.keep-versions",
          "store.file.lock-timeout",
          "store.box.type",
          "apps",
          "app.erp.region",
          "app.erp.client-id",
          "app.erp.primary-user",
          "app.${x}.region",
          "rotation.lifetime",
          "rotation.at",
          "remind.ladder",
          "remind.time-zone",
          "remind.time",
          "notifiers",
          "endpoint.lwa",
          "endpoint.allow-custom",
          "plugins.allow",
          "proxy",
          "",
          "..",
          "stoer",
          "app",
          Canaries.TEXT);

  private static final List<String> VALUES =
      List.of(
          "file",
          "memory",
          "%s",
          "'%s'",
          "\"%s\"",
          "[%s, %s",
          "[erp, %s]",
          "{ a: %s }",
          "&a [*a, *a]",
          "*nowhere",
          "!!java.net.URL [\"http://%s\"]",
          "!!binary %s",
          "${env:%s}",
          "${env:HOME}",
          "${file:%s}",
          "${file:/dev/zero}",
          "${file:.}",
          "${nonsense:%s}",
          "${",
          "$",
          "999999999999999999999999",
          "-1",
          "180d",
          "PT-1H",
          "1e400",
          "~",
          "null",
          "yes",
          "http://%s@169.254.169.254/",
          "https://[::1",
          "Europe/%s",
          "\u0000%s",
          "\u001b[31m%s",
          "\u202e%s",
          "\\u12",
          "\ud83d\ude00",
          "|\n  %s",
          ">",
          "\t%s",
          "- %s",
          "x".repeat(70_000));

  /** Where something lies is no secret, and is said where nothing is found there. */
  private static final Predicate<String> NAMES_FILE = Pattern.compile("path|-file").asPredicate();

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @TempDir Path directory;

  @Test
  void areAnsweredByDocumentedExitCodesAndLines() throws IOException {
    Refusal refusal = new Refusal();
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      Path file = directory.resolve(random.nextBoolean() ? "c.yaml" : "c.properties");
      Files.write(file, spoilt(text().getBytes(StandardCharsets.UTF_8)));

      int status =
          refusal.check(
              "seed " + seed + ", file " + i,
              CommandRun.in(directory),
              random.nextBoolean()
                  ? new String[] {"status", "--config", file.toString()}
                  : new String[] {"config", "check", "--config", file.toString()});

      refused += status == 0 ? 0 : 1;
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(FILES / 2);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int n = 1 + random.nextInt(6); n > 0; n--) {
      String key = any(KEYS);
      text.append(" ".repeat(random.nextInt(8) == 0 ? 2 : 0))
          .append(key)
          .append(random.nextInt(8) == 0 ? "=" : ": ")
          .append(any(VALUES).replace("%s", NAMES_FILE.test(key) ? "somewhere" : Canaries.TEXT))
          .append('\n');
    }
    return random.nextInt(50) == 0 ? "[".repeat(20_000) + text : text.toString();
  }

  private byte[] spoilt(byte[] bytes) {
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> {
        int at = random.nextInt(bytes.length);
        bytes[at] = bytes[at] == '\n' ? bytes[at] : (byte) random.nextInt();
        yield bytes;
      }
      case 2 -> {
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        marked.writeBytes("\ufeff".getBytes(StandardCharsets.UTF_8));
        marked.writeBytes(bytes);
        yield marked.toByteArray();
      }
      default -> bytes;
    };
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
