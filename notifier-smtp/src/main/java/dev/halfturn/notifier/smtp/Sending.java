// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.HalfturnException;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** One mail on its way: connects, sends, hangs up. Used once, by one thread. */
final class Sending {

  /**
   * What the server answered.
   *
   * @param reply its last line
   * @param refused those of the addresses it does not take
   */
  record Answer(String reply, List<Address> refused) {}

  private final MailServer server;
  private final ConnectionSockets sockets;

  Sending(MailServer server, ConnectionSockets sockets) {
    this.server = server;
    this.sockets = sockets;
  }

  /**
   * Sends to all of the mail's recipients that the server takes.
   *
   * @throws HalfturnException if it takes none
   */
  Answer send(NoticeMail mail) {
    Session session = server.session(sockets);
    SmtpFailures failures = new SmtpFailures(server);
    SMTPTransport transport = null;
    try {
      MimeMessage message = mail.message(session);
      transport = (SMTPTransport) session.getTransport("smtp");
      connect(transport);
      return deliver(transport, message);
    } catch (MessagingException e) {
      throw failures.of(e, transport == null ? 0 : transport.getLastReturnCode());
    } finally {
      hangUp(transport);
    }
  }

  private void connect(SMTPTransport transport) throws MessagingException {
    if (server.login().isPresent()) {
      Login login = server.login().get();
      transport.connect(server.host(), server.port(), login.username(), login.proof().revealUtf8());
    } else {
      transport.connect(server.host(), server.port(), null, null);
    }
  }

  private static Answer deliver(SMTPTransport transport, MimeMessage message)
      throws MessagingException {
    Address[] all = message.getAllRecipients();
    try {
      transport.sendMessage(message, all);
      return new Answer(transport.getLastServerResponse(), List.of());
    } catch (SendFailedException e) {
      Address[] taken = e.getValidSentAddresses();
      if (taken == null || taken.length == 0) {
        throw e;
      }
      List<Address> sent = Arrays.asList(taken);
      return new Answer(
          transport.getLastServerResponse(),
          Arrays.stream(all).filter(address -> !sent.contains(address)).toList());
    }
  }

  private static void hangUp(SMTPTransport transport) {
    try {
      if (transport != null) {
        transport.close();
      }
    } catch (MessagingException e) {
      // what was accepted stays accepted
    }
  }
}
