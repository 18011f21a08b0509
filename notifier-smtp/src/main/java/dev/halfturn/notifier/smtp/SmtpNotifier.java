// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.notifier.smtp.Sending.Answer;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import jakarta.mail.Address;
import jakarta.mail.internet.InternetAddress;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mails each notice, over a connection of its own: they are few. */
final class SmtpNotifier implements Notifier {

  private static final Logger LOG = LoggerFactory.getLogger(SmtpNotifier.class);

  private final String instance;
  private final MailServer server;
  private final Envelope envelope;
  private final MailTexts texts;
  private final InstantSource clock;
  private volatile boolean closed;

  SmtpNotifier(
      String instance, MailServer server, Envelope envelope, MailTexts texts, InstantSource clock) {
    this.instance = instance;
    this.server = server;
    this.envelope = envelope;
    this.texts = texts;
    this.clock = clock;
  }

  @Override
  public Receipt send(Notice notice) {
    if (closed) {
      throw new HalfturnException(
          Problem.of(
              ErrorCode.FAILED_PRECONDITION, "the mail notifier '" + instance + "' is closed"));
    }
    NoticeMail mail = new NoticeMail(envelope, texts, notice, clock.instant());
    ConnectionSockets sockets = new ConnectionSockets();
    Sending sending = new Sending(server, sockets);
    Answer answer =
        Deadline.within(
            server.deadline(),
            () -> sending.send(mail),
            sockets::breakOff,
            new SmtpFailures(server)::tooSlow);
    return receipt(answer, notice);
  }

  private Receipt receipt(Answer answer, Notice notice) {
    String reply = answer.reply().strip().replaceAll("\\s+", " ");
    int refused = answer.refused().size();
    if (refused == 0) {
      return new Receipt(reply, clock.instant());
    }
    if (notice.recipient().filter(person -> isAmong(person, answer)).isPresent()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.NOT_FOUND,
                  "mail server " + server + " refused the one person the notice is meant for")
              .withHint("check the address; the others have the mail"));
    }
    LOG.warn(
        "notifier '{}': mail server {} refused {} of the recipients of notice {}",
        instance,
        server,
        refused,
        notice.id());
    return new Receipt(reply + " (" + refused + " recipients refused)", clock.instant());
  }

  private static boolean isAmong(String person, Answer answer) {
    return answer.refused().stream()
        .map(SmtpNotifier::lowerCase)
        .anyMatch(person.toLowerCase(Locale.ROOT)::equals);
  }

  private static String lowerCase(Address address) {
    return ((InternetAddress) address).getAddress().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public String toString() {
    return "SmtpNotifier[" + instance + ", " + server + "]";
  }
}
