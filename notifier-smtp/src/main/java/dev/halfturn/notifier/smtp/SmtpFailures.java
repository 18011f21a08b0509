// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a failure of the mail library means. Names the server, shows its answer except to a login,
 * and keeps no cause: the library's texts quote what was sent and received.
 */
final class SmtpFailures {

  private static final int SHOWN_OF_REPLY = 200;
  private static final Pattern REPLY = Pattern.compile("\\s*([2-5][0-9]{2})[ -]");
  // RFC 3463; RFC 4954 has 4.7.0 for a login that is refused for now
  private static final Pattern TOO_MANY =
      Pattern.compile("4\\.7\\.[1-9][0-9]*|(?i:throttl|too many|sending rate)");
  private static final Pattern NOT_ALLOWED = Pattern.compile("5\\.7\\.[0-9]+");

  private final MailServer server;

  SmtpFailures(MailServer server) {
    this.server = server;
  }

  /** The time for one mail is over. */
  HalfturnException tooSlow() {
    return failure(
        ErrorCode.TIMEOUT,
        "did not take the mail within " + server.deadline().toMillis() + " ms",
        "it is sent again later; see 'deadline'");
  }

  /**
   * What a failure of the library means.
   *
   * @param lastReply number of the server's last answer
   */
  HalfturnException of(MessagingException e, int lastReply) {
    List<Throwable> chain = chain(e);
    if (has(chain, CertificateException.class)) {
      return failure(
          ErrorCode.PERMISSION_DENIED,
          "has a certificate that is not trusted, or of another host",
          "nothing was sent; compare 'host' with the certificate, or name its issuer by"
              + " 'trust-store'");
    }
    if (has(chain, SSLException.class)
        && !has(chain, SocketTimeoutException.class)
        && !has(chain, EOFException.class)
        && !has(chain, SocketException.class)) {
      return failure(
          ErrorCode.PERMISSION_DENIED,
          "and this machine find no TLS in common",
          "nothing was sent; TLS 1.2 or newer is needed; port 465 needs smtps, port 587 none");
    }
    if (has(chain, IOException.class)) {
      return ofConnection(chain);
    }
    if (e instanceof AuthenticationFailedException) {
      return ofLogin(lastReply);
    }
    if (lastReply == -1) {
      return failure(ErrorCode.UNAVAILABLE, "hung up", "it is sent again later");
    }
    if (lastReply >= 200 && lastReply < 300) {
      // the answer to EHLO was good, and does not offer it
      return failure(
          ErrorCode.PERMISSION_DENIED,
          "offers no STARTTLS",
          "nothing was sent, as nothing is without TLS; port 465 needs smtps");
    }
    return ofReply(chain, lastReply);
  }

  private HalfturnException ofConnection(List<Throwable> chain) {
    if (has(chain, UnknownHostException.class)) {
      return failure(
          ErrorCode.UNAVAILABLE, "is not known by this name", "check 'host' and the network");
    }
    if (has(chain, SocketTimeoutException.class)) {
      return failure(ErrorCode.TIMEOUT, "does not answer in time", "it is sent again later");
    }
    return failure(
        ErrorCode.UNAVAILABLE,
        "cannot be reached, or broke off",
        "it is sent again later; check 'host', 'port' and the network");
  }

  private HalfturnException ofLogin(int reply) {
    String number = reply >= 400 ? " (" + reply + ")" : "";
    if (reply == -1 || isTemporary(reply)) {
      return failure(
          ErrorCode.UNAVAILABLE, "lets nobody log in now" + number, "it is sent again later");
    }
    return failure(
        ErrorCode.UNAUTHENTICATED,
        "refused the login" + number,
        "check username, password and auth; a token of xoauth2 lasts for an hour only");
  }

  private HalfturnException ofReply(List<Throwable> chain, int lastReply) {
    boolean sender = chain.stream().anyMatch(SmtpFailures::isAboutSender);
    boolean recipients = has(chain, SMTPAddressFailedException.class);
    Throwable telling = chain.get(0);
    int number = lastReply;
    for (Throwable each : chain) {
      // who may come later decides, so that one full mailbox does not end all attempts
      int own = numberOf(each);
      if (own > 0 && (telling == chain.get(0) || isTemporary(own))) {
        telling = each;
        number = own;
      }
    }
    String text = telling.getMessage() == null ? "" : telling.getMessage();
    String what =
        sender ? "refused the sender" : recipients ? "refused every recipient" : "refused the mail";
    return failure(
        code(number, text, recipients && !sender),
        what + ": " + shown(text),
        isTemporary(number) ? "it is sent again later" : "it is not sent again; see the answer");
  }

  private static ErrorCode code(int number, String text, boolean recipients) {
    if (isTemporary(number)) {
      return number == 454 || TOO_MANY.matcher(text).find()
          ? ErrorCode.RATE_LIMITED
          : ErrorCode.UNAVAILABLE;
    }
    if (number == 530 || number == 534 || number == 535 || number == 538) {
      return ErrorCode.UNAUTHENTICATED;
    }
    if (NOT_ALLOWED.matcher(text).find()) {
      return ErrorCode.PERMISSION_DENIED;
    }
    if (recipients && (number == 550 || number == 551 || number == 553)) {
      return ErrorCode.NOT_FOUND;
    }
    return ErrorCode.INVALID_ARGUMENT;
  }

  private static boolean isAboutSender(Throwable failure) {
    return failure instanceof SMTPSenderFailedException
        || (failure instanceof SMTPSendFailedException mail
            && mail.getCommand().startsWith("MAIL"));
  }

  private static boolean isTemporary(int number) {
    return number >= 400 && number < 500;
  }

  private static int numberOf(Throwable failure) {
    if (failure instanceof SMTPAddressFailedException address) {
      return address.getReturnCode();
    }
    if (failure instanceof SMTPSenderFailedException from) {
      return from.getReturnCode();
    }
    if (failure instanceof SMTPSendFailedException mail) {
      return mail.getReturnCode();
    }
    return 0;
  }

  /** The server's answer without what the library puts around it, as part of a line. */
  private static String shown(String text) {
    Matcher reply = REPLY.matcher(text);
    String answer = reply.find() ? text.substring(reply.start(1)) : text;
    String line = answer.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN_OF_REPLY ? line : line.substring(0, SHOWN_OF_REPLY) + "…";
  }

  private HalfturnException failure(ErrorCode code, String what, String hint) {
    return new HalfturnException(
        Problem.of(code, "mail server " + server + " " + what).withHint(hint));
  }

  private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
    return chain.stream().anyMatch(type::isInstance);
  }

  /** Causes, and the library's own way to join failures. */
  private static List<Throwable> chain(Throwable first) {
    List<Throwable> chain = new ArrayList<>();
    Throwable next = first;
    while (next != null && !chain.contains(next)) {
      chain.add(next);
      next = next instanceof MessagingException mail ? mail.getNextException() : next.getCause();
    }
    return chain;
  }
}
