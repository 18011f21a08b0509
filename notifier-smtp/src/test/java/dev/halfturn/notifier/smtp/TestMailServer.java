// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.SessionHandler;

/** A real mail server on this machine that keeps what it gets. */
final class TestMailServer implements AutoCloseable {

  static final String ACCOUNT = "halfturn";

  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final Map<String, RejectException> refusals = new HashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final SMTPServer server;

  /**
   * One mail.
   *
   * @param from the sender by the envelope
   * @param to the recipients by the envelope
   * @param tls whether it came over TLS
   * @param account who was logged in
   * @param raw what came, byte for byte
   */
  record Mail(String from, List<String> to, boolean tls, String account, String raw) {

    MimeMessage message() throws MessagingException {
      return new MimeMessage(
          Session.getInstance(new Properties()),
          new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
    }

    String header(String name) throws MessagingException {
      return message().getHeader(name, "|");
    }

    /** The content of the first part of a type, decoded. */
    String part(String type) throws MessagingException, IOException {
      return find(message().getContent(), type);
    }

    private static String find(Object content, String type) throws MessagingException, IOException {
      if (content instanceof Multipart parts) {
        for (int i = 0; i < parts.getCount(); i++) {
          BodyPart part = parts.getBodyPart(i);
          if (part.isMimeType(type)) {
            return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          }
          if (part.isMimeType("multipart/*")) {
            String inner = find(part.getContent(), type);
            if (!inner.isEmpty()) {
              return inner;
            }
          }
        }
      }
      return "";
    }
  }

  private TestMailServer(SMTPServer.Builder builder) {
    server =
        builder
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("localhost")
            .insertReceivedHeaders(false)
            .sessionHandler(
                new SessionHandler() {
                  @Override
                  public SessionHandler.SessionAcceptance accept(
                      org.subethamail.smtp.server.Session session) {
                    connections.incrementAndGet();
                    return SessionHandler.SessionAcceptance.success();
                  }

                  @Override
                  public void onSessionEnd(org.subethamail.smtp.server.Session session) {}
                })
            .messageHandlerFactory(Receiving::new)
            .build();
    server.start();
  }

  /** Offers STARTTLS, and takes nothing before it. */
  static TestMailServer startTls(SSLContext identity) {
    return new TestMailServer(withTls(identity));
  }

  /** The same, and wants a login with this password. */
  static TestMailServer withLogin(SSLContext identity, String password) {
    return withLogin(
        identity,
        new EasyAuthenticationHandlerFactory(
            (user, given, context) -> {
              if (!user.equals(ACCOUNT) || !given.equals(password)) {
                throw new LoginFailedException();
              }
            }));
  }

  static TestMailServer withLogin(SSLContext identity, AuthenticationHandlerFactory logins) {
    return new TestMailServer(withTls(identity).authenticationHandlerFactory(logins).requireAuth());
  }

  /** Speaks TLS from the first byte. */
  static TestMailServer smtps(SSLContext identity) {
    return new TestMailServer(SMTPServer.port(0).serverSocketFactory(identity));
  }

  /** Knows no TLS. */
  static TestMailServer plain() {
    return new TestMailServer(SMTPServer.port(0).hideTLS());
  }

  private static SMTPServer.Builder withTls(SSLContext identity) {
    return SMTPServer.port(0).startTlsSocketFactory(identity).enableTLS().requireTLS();
  }

  /**
   * Answers like this to a recipient, to {@code from} for the sender, to {@code data} for the mail.
   */
  TestMailServer refusing(String what, int code, String text) {
    refusals.put(what, new RejectException(code, text));
    return this;
  }

  int port() {
    return server.getPortAllocated();
  }

  List<Mail> mails() {
    return List.copyOf(mails);
  }

  Mail only() {
    if (mails.size() != 1) {
      throw new AssertionError(mails.size() + " mails arrived");
    }
    return mails.get(0);
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Receiving implements MessageHandler {
    private final MessageContext context;
    private final List<String> to = new ArrayList<>();
    private String from = "";

    Receiving(MessageContext context) {
      this.context = context;
    }

    private void check(String what) throws RejectException {
      if (refusals.containsKey(what)) {
        throw refusals.get(what);
      }
    }

    @Override
    public void from(String sender) throws RejectException {
      check("from");
      from = sender;
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      check(recipient);
      to.add(recipient);
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
      String raw = new String(data.readAllBytes(), StandardCharsets.ISO_8859_1);
      check("data");
      org.subethamail.smtp.server.Session session = (org.subethamail.smtp.server.Session) context;
      String account =
          session.getAuthenticationHandler().map(done -> done.getIdentity().toString()).orElse("");
      mails.add(new Mail(from, List.copyOf(to), session.isTLSStarted(), account, raw));
      return "2.0.0 Ok: queued as 4TqX1";
    }

    @Override
    public void done() {}
  }
}
