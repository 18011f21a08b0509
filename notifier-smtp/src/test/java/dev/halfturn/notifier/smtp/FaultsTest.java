// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notifier;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server's answers and its silence mean. */
@Timeout(60)
class FaultsTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''   | 421 4.3.2 shutting down             | UNAVAILABLE       | refused the mail: 421 4.3.2 shutting down
          ''   | 421 4.7.28 too many mails           | RATE_LIMITED      | refused the mail: 421 4.7.28 too many mails
          ''   | 554 no service here                 | INVALID_ARGUMENT  | refused the mail: 554 no service here
          MAIL | 421 4.4.2 timeout                   | UNAVAILABLE       | refused the sender: 421 4.4.2 timeout
          MAIL | 451 4.3.0 try again                 | UNAVAILABLE       | refused the sender: 451 4.3.0 try again
          MAIL | 452 4.3.1 no room                   | UNAVAILABLE       | refused the sender: 452 4.3.1 no room
          MAIL | 454 Throttling failure              | RATE_LIMITED      | refused the sender: 454 Throttling failure
          MAIL | 530 5.7.0 authentication required   | UNAUTHENTICATED   | refused the sender: 530 5.7.0
          MAIL | 550 5.7.60 may not send as          | PERMISSION_DENIED | refused the sender: 550 5.7.60 may not
          MAIL | 553 5.1.8 bad sender                | INVALID_ARGUMENT  | refused the sender: 553 5.1.8 bad sender
          RCPT | 421 4.3.2 shutting down             | UNAVAILABLE       | refused every recipient: 421 4.3.2
          RCPT | 450 4.2.0 greylisted                | UNAVAILABLE       | refused every recipient: 450 4.2.0 greylisted
          RCPT | 451 4.7.1 come back later           | RATE_LIMITED      | refused every recipient: 451 4.7.1
          RCPT | 550 5.1.1 no such user              | NOT_FOUND         | refused every recipient: 550 5.1.1
          RCPT | 551 not local                       | NOT_FOUND         | refused every recipient: 551 not local
          RCPT | 553 name not allowed                | NOT_FOUND         | refused every recipient: 553 name
          RCPT | 554 5.7.1 relay access denied       | PERMISSION_DENIED | refused every recipient: 554 5.7.1
          DATA | 451 4.3.0 try again                 | UNAVAILABLE       | refused the mail: 451 4.3.0 try again
          .    | 421 4.3.0 closing                   | UNAVAILABLE       | refused the mail: 421 4.3.0 closing
          .    | 451 4.3.0 not now                   | UNAVAILABLE       | refused the mail: 451 4.3.0 not now
          .    | 552 5.3.4 too big                   | INVALID_ARGUMENT  | refused the mail: 552 5.3.4 too big
          .    | 554 5.7.1 looks like spam           | PERMISSION_DENIED | refused the mail: 554 5.7.1 looks
          ''   | <silence>                           | TIMEOUT           | does not answer in time
          EHLO | <silence>                           | TIMEOUT           | does not answer in time
          .    | <silence>                           | TIMEOUT           | does not answer in time
          ''   | <reset>                             | UNAVAILABLE       | cannot be reached, or broke off
          MAIL | <reset>                             | UNAVAILABLE       | cannot be reached, or broke off
          .    | <reset>                             | UNAVAILABLE       | cannot be reached, or broke off
          ''   | <hang up>                           | UNAVAILABLE       | hung up
          .    | <hang up>                           | UNAVAILABLE       | hung up
          """)
  void anAnswerHasAMeaning(String command, String answer, ErrorCode code, String message)
      throws Exception {
    try (ScriptedServer server = new ScriptedServer(command, answer)) {
      HalfturnException failure = failure(plain(server).set("read-timeout", "300ms"));

      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.getMessage())
          .startsWith("mail server localhost:" + server.port() + " " + message);
      assertThat(failure).hasNoCause();
      assertThat(failure.hint()).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          454 4.7.0 temporary failure   | UNAVAILABLE     | lets nobody log in now (454)
          421 4.3.2 closing             | UNAVAILABLE     | lets nobody log in now (421)
          <hang up>                     | UNAVAILABLE     | lets nobody log in now
          <reset>                       | UNAVAILABLE     | cannot be reached, or broke off
          <silence>                     | TIMEOUT         | does not answer in time
          534 5.7.9 too weak            | UNAUTHENTICATED | refused the login (534)
          535 5.7.8 bad password c2VjcmV0 | UNAUTHENTICATED | refused the login (535)
          334 more?                     | UNAUTHENTICATED | refused the login
          """)
  void aLoginThatFailsHasAMeaningAndItsAnswerIsNotShown(
      String answer, ErrorCode code, String message) throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(Map.of("EHLO", "250-localhost\r\n250 AUTH PLAIN", "AUTH", answer))) {
      HalfturnException failure =
          failure(
              plain(server)
                  .set("read-timeout", "300ms")
                  .set("username", "halfturn")
                  .set("password", "a-password"));

      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure)
          .hasMessage("mail server localhost:" + server.port() + " " + message)
          .hasNoCause();
    }
  }

  @Test
  void aServerWithoutAKnownWayToLogInRefusesTheLogin() throws Exception {
    try (ScriptedServer server = new ScriptedServer("EHLO", "250-localhost\r\n250 AUTH GSSAPI")) {
      HalfturnException failure =
          failure(plain(server).set("username", "halfturn").set("password", "a-password"));

      assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "EHLO", "RCPT", "."})
  void aSlowDripEndsWithTheDeadline(String command) throws Exception {
    try (ScriptedServer server = new ScriptedServer(command, ScriptedServer.DRIP)) {
      long start = System.nanoTime();
      HalfturnException failure = failure(plain(server).set("deadline", "400ms"));

      assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
      assertThat(failure).hasMessageContaining("did not take the mail within 400 ms");
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(20);
      assertThat(server.isLeft()).as("the connection is broken off").isTrue();
    }
  }

  @Test
  void aDripInPlaceOfTlsEndsWithTheDeadline() throws Exception {
    try (ScriptedServer server = new ScriptedServer("", ScriptedServer.DRIP)) {
      HalfturnException failure =
          failure(
              SmtpFixture.tls(directory, server.port())
                  .set("smtps", "true")
                  .set("read-timeout", "1h")
                  .set("deadline", "400ms"));

      assertThat(failure.code()).isIn(ErrorCode.TIMEOUT, ErrorCode.PERMISSION_DENIED);
      assertThat(server.isLeft()).as("the connection is broken off").isTrue();
    }
  }

  @Test
  void whereNobodyListensItIsUnavailable() throws Exception {
    ScriptedServer gone = new ScriptedServer(Map.of());
    gone.close();

    assertThat(failure(plain(gone)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void aHostThatIsNotKnownMayBeKnownLater() {
    HalfturnException failure = failure(SmtpFixture.tls(directory, 25).set("host", "mail.invalid"));

    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("mail.invalid:25");
  }

  @Test
  void anAnswerOfManyLinesAndControlsBecomesOneLine() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer("MAIL", "550-first\r\n550 second \u001b[31m" + "x".repeat(900))) {
      String message = failure(plain(server)).getMessage();

      assertThat(message)
          .contains("550-first 550 second ?[31mxx")
          .doesNotContain("\u001b", "\n")
          .hasSizeLessThan(300);
    }
  }

  @Test
  void aServerThatBreaksOffAfterItTookTheMailHasTakenIt() throws Exception {
    try (ScriptedServer server = new ScriptedServer("QUIT", ScriptedServer.RESET);
        Notifier notifier = plain(server).open()) {
      assertThat(notifier.send(Notices.days(30)).reference()).isEqualTo("250 2.0.0 queued as 17");
    }
  }

  @Test
  void whoIsInterruptedDoesNotWaitAnyLonger() throws Exception {
    try (ScriptedServer server = new ScriptedServer("", ScriptedServer.SILENCE)) {
      SmtpFixture fixture = plain(server);
      Thread.currentThread().interrupt();
      HalfturnException failure = failure(fixture);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure.reason()).isEqualTo("INTERRUPTED");
    }
  }

  private SmtpFixture plain(ScriptedServer server) {
    return SmtpFixture.plain(directory, server.port());
  }

  private static HalfturnException failure(SmtpFixture fixture) {
    try (Notifier notifier = fixture.open()) {
      return catchThrowableOfType(HalfturnException.class, () -> notifier.send(Notices.days(30)));
    }
  }
}
