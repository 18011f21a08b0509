// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.notifier.smtp.TestMailServer.Mail;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Receipt;
import dev.halfturn.testkit.Canaries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;

/** How mails get to a real server, over real TLS, and what is never sent. */
class TransportTest {

  private static final SSLContext LOCALHOST = SmtpFixture.AUTHORITY.server("localhost");
  private static final String PASSWORD = Canaries.TEXT;

  @TempDir private Path directory;

  @Test
  void byDefaultTheMailGoesOverStartTls() {
    try (TestMailServer server = TestMailServer.startTls(LOCALHOST)) {
      Receipt receipt = send(SmtpFixture.tls(directory, server.port()));

      Mail mail = server.only();
      assertThat(mail.tls()).isTrue();
      assertThat(mail.account()).isEmpty();
      assertThat(mail.from()).isEqualTo("halfturn@example.com");
      assertThat(mail.to()).containsExactly("ops@example.com");
      assertThat(receipt.reference()).isEqualTo("250 2.0.0 Ok: queued as 4TqX1");
    }
  }

  @Test
  void smtpsSpeaksTlsFromTheFirstByte() {
    try (TestMailServer server = TestMailServer.smtps(LOCALHOST)) {
      send(SmtpFixture.tls(directory, server.port()).set("smtps", "true"));

      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void aServerOnThisMachineMayDoWithoutTls() {
    try (TestMailServer server = TestMailServer.plain()) {
      send(SmtpFixture.plain(directory, server.port()));

      assertThat(server.only().tls()).isFalse();
    }
  }

  @Test
  void thePasswordLogsIn() {
    try (TestMailServer server = TestMailServer.withLogin(LOCALHOST, PASSWORD)) {
      send(withLogin(server, PASSWORD));

      assertThat(server.only().account()).isEqualTo("halfturn");
      assertThat(server.only().tls()).isTrue();
    }
  }

  @Test
  void anAccessTokenLogsIn() {
    Tokens tokens = new Tokens();
    try (TestMailServer server = TestMailServer.withLogin(LOCALHOST, tokens)) {
      send(withLogin(server, PASSWORD).set("auth", "xoauth2"));

      assertThat(server.only().account())
          .isEqualTo("user=halfturn\1auth=Bearer " + PASSWORD + "\1\1");
    }
  }

  @Test
  void aWrongPasswordIsRefusedForGood() {
    try (TestMailServer server = TestMailServer.withLogin(LOCALHOST, "another")) {
      HalfturnException failure = failure(withLogin(server, PASSWORD));

      assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
      assertThat(failure)
          .hasMessage("mail server localhost:" + server.port() + " refused the login (535)")
          .hasNoCause();
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void aServerThatWantsALoginAndGetsNoneRefusesTheSender() {
    try (TestMailServer server = TestMailServer.withLogin(LOCALHOST, PASSWORD)) {
      HalfturnException failure = failure(SmtpFixture.tls(directory, server.port()));

      assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
      assertThat(failure).hasMessageContaining("refused the sender: 530");
    }
  }

  @Test
  void withoutStartTlsNothingIsSent() {
    try (TestMailServer server = TestMailServer.plain()) {
      HalfturnException failure =
          failure(
              SmtpFixture.tls(directory, server.port())
                  .set("username", "halfturn")
                  .set("password", PASSWORD));

      assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
      assertThat(failure).hasMessageContaining("offers no STARTTLS");
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsNotTrusted() {
    try (TestMailServer server = TestMailServer.startTls(LOCALHOST)) {
      assertUntrusted(SmtpFixture.tls(directory, server.port()).unset("trust-store"), server);
    }
    try (TestMailServer server = TestMailServer.smtps(LOCALHOST)) {
      assertUntrusted(
          SmtpFixture.tls(directory, server.port()).unset("trust-store").set("smtps", "true"),
          server);
    }
  }

  @Test
  void aCertificateOfAnotherHostIsNotTrusted() {
    SSLContext other = SmtpFixture.AUTHORITY.server("localhost.evil.example");
    try (TestMailServer server = TestMailServer.startTls(other)) {
      assertUntrusted(SmtpFixture.tls(directory, server.port()), server);
    }
    try (TestMailServer server = TestMailServer.smtps(other)) {
      assertUntrusted(SmtpFixture.tls(directory, server.port()).set("smtps", "true"), server);
    }
  }

  @Test
  void anExpiredCertificateIsNotTrusted() {
    SSLContext expired = SmtpFixture.AUTHORITY.expiredServer("localhost");
    try (TestMailServer server = TestMailServer.startTls(expired)) {
      assertUntrusted(SmtpFixture.tls(directory, server.port()), server);
    }
  }

  @Test
  void aPortWithoutTlsIsNotSpokenToInTheClear() {
    try (TestMailServer server = TestMailServer.plain()) {
      HalfturnException failure =
          failure(SmtpFixture.tls(directory, server.port()).set("smtps", "true"));

      assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
      assertThat(failure).hasMessageContaining("no TLS in common");
    }
  }

  @Test
  void thePersonANoticeIsMeantForGetsItToo() throws Exception {
    try (TestMailServer server = TestMailServer.startTls(LOCALHOST);
        Notifier notifier =
            SmtpFixture.tls(directory, server.port()).set("cc", "boss@example.com").open()) {
      notifier.send(Notices.to("primary@example.com"));
      notifier.send(Notices.to("OPS@example.com"));

      assertThat(server.mails().get(0).to())
          .containsExactly("ops@example.com", "primary@example.com", "boss@example.com");
      assertThat(server.mails().get(0).header("To"))
          .isEqualTo("ops@example.com, primary@example.com");
      assertThat(server.mails().get(1).to()).containsExactly("ops@example.com", "boss@example.com");
    }
  }

  @Test
  void whoeverIsTakenIsTold() {
    try (TestMailServer server =
        TestMailServer.startTls(LOCALHOST)
            .refusing("gone@example.com", 550, "5.1.1 no such user")) {
      Receipt receipt =
          send(
              SmtpFixture.tls(directory, server.port())
                  .set("to", "gone@example.com, ops@example.com"));

      assertThat(server.only().to()).containsExactly("ops@example.com");
      assertThat(receipt.reference())
          .isEqualTo("250 2.0.0 Ok: queued as 4TqX1 (1 recipients refused)");
    }
  }

  @Test
  void itCountsAsFailedIfThePersonItIsMeantForIsRefused() {
    try (TestMailServer server =
        TestMailServer.startTls(LOCALHOST)
            .refusing("Gone@example.com", 550, "5.1.1 no such user")) {
      HalfturnException failure =
          failure(SmtpFixture.tls(directory, server.port()), Notices.to("Gone@example.com"));

      assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
      assertThat(failure).hasMessageContaining("the one person the notice is meant for");
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void eachMailHasAConnectionOfItsOwn() {
    try (TestMailServer server = TestMailServer.startTls(LOCALHOST);
        Notifier notifier = SmtpFixture.tls(directory, server.port()).open()) {
      for (int i = 0; i < 3; i++) {
        notifier.send(Notices.days(30));
      }
      assertThat(server.connections()).isEqualTo(3);
      assertThat(notifier.toString()).doesNotContain("password").contains("mail");
    }
  }

  private SmtpFixture withLogin(TestMailServer server, String password) {
    return SmtpFixture.tls(directory, server.port())
        .set("username", TestMailServer.ACCOUNT)
        .set("password", password);
  }

  private static Receipt send(SmtpFixture fixture) {
    try (Notifier notifier = fixture.open()) {
      return notifier.send(Notices.days(30));
    }
  }

  private static HalfturnException failure(SmtpFixture fixture) {
    return failure(fixture, Notices.days(30));
  }

  private static HalfturnException failure(SmtpFixture fixture, Notice notice) {
    try (Notifier notifier = fixture.open()) {
      return Assertions.catchThrowableOfType(HalfturnException.class, () -> notifier.send(notice));
    }
  }

  private static void assertUntrusted(SmtpFixture fixture, TestMailServer server) {
    HalfturnException failure = failure(fixture);

    assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(failure)
        .hasMessageContaining("has a certificate that is not trusted, or of another host")
        .hasNoCause();
    assertThat(server.mails()).isEmpty();
  }

  /** Takes every token, and remembers what was sent. */
  private static final class Tokens implements AuthenticationHandlerFactory {
    @Override
    public List<String> getAuthenticationMechanisms() {
      return List.of("XOAUTH2");
    }

    @Override
    public AuthenticationHandler create() {
      return new AuthenticationHandler() {
        private String identity = "";

        @Override
        public Optional<String> auth(String input, MessageContext context) throws RejectException {
          String sent = input.substring("AUTH XOAUTH2 ".length());
          identity = new String(Base64.getDecoder().decode(sent), StandardCharsets.UTF_8);
          return Optional.empty();
        }

        @Override
        public Object getIdentity() {
          return identity;
        }
      };
    }
  }
}
