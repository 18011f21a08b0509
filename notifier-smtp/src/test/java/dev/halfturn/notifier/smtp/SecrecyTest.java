// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.Notifier;
import dev.halfturn.testkit.Canaries;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mail library logs the whole conversation at its finest level, but not what logs in. */
class SecrecyTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "LOGIN", "XOAUTH2"})
  void noLoggedLineHoldsThePassword(String mechanism) throws Exception {
    String answer = mechanism.equals("LOGIN") ? "334 VXNlcm5hbWU6" : "535 5.7.8 no";
    try (ScriptedServer server =
            new ScriptedServer(
                Map.of(
                    "EHLO",
                    "250-localhost\r\n250 AUTH " + mechanism,
                    "AUTH",
                    answer,
                    "aGFsZnR1cm4=",
                    "334 UGFzc3dvcmQ6"));
        Heard heard = new Heard()) {
      SmtpFixture fixture =
          SmtpFixture.plain(directory, server.port())
              .set("auth", mechanism.equals("XOAUTH2") ? "xoauth2" : "password")
              .set("username", "halfturn")
              .set("password", Canaries.TEXT);
      try (Notifier notifier = fixture.open()) {
        Throwable failure = Assertions.catchThrowable(() -> notifier.send(Notices.days(30)));

        assertThat(Canaries.detector().scan(failure)).isEmpty();
        assertThat(heard.text()).contains("AUTH " + mechanism + " command trace suppressed");
        assertThat(Canaries.detector().scan(heard.text())).isEmpty();
      }
      // what would have been found
      assertThat(Canaries.detector().scan(String.join("\n", server.heard()))).isNotEmpty();
    }
  }

  @Test
  void nothingIsWrittenToStandardOutput() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try (ScriptedServer server = new ScriptedServer(Map.of());
        Notifier notifier = SmtpFixture.plain(directory, server.port()).open()) {
      notifier.send(Notices.days(30));
    } finally {
      System.setOut(before);
    }
    assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  /** What is logged while it is open. */
  private static final class Heard extends Handler implements AutoCloseable {
    private final List<String> lines = new ArrayList<>();
    private final Logger library = Logger.getLogger("");

    Heard() {
      setLevel(Level.ALL);
      library.addHandler(this);
    }

    @Override
    public synchronized void publish(LogRecord line) {
      lines.add(new SimpleFormatter().format(line));
    }

    synchronized String text() {
      return String.join("", lines);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      library.removeHandler(this);
    }
  }
}
