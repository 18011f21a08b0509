// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Severity;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** A notice as a mail. */
final class NoticeMail {

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final Envelope envelope;
  private final MailTexts texts;
  private final Notice notice;
  private final Instant now;

  NoticeMail(Envelope envelope, MailTexts texts, Notice notice, Instant now) {
    this.envelope = envelope;
    this.texts = texts;
    this.notice = notice;
    this.now = now;
  }

  MimeMessage message(Session session) throws MessagingException {
    MimeMessage message = new WithId(session, messageId());
    message.setFrom(envelope.from().toInternetAddress());
    message.setRecipients(RecipientType.TO, addresses(envelope.toWith(notice.recipient())));
    message.setRecipients(RecipientType.CC, addresses(envelope.cc()));
    if (envelope.replyTo().isPresent()) {
      message.setReplyTo(addresses(List.of(envelope.replyTo().get())));
    }
    message.setSubject(HeaderText.checked(notice.subject()), UTF_8);
    message.setSentDate(Date.from(now));
    // RFC 3834: no robot is to answer
    header(message, "Auto-Submitted", "auto-generated");
    header(message, "X-Halfturn-App", notice.app());
    header(message, "X-Halfturn-Occasion", notice.occasion());
    if (notice.severity() == Severity.CRITICAL) {
      header(message, "Importance", "high");
      header(message, "X-Priority", "1");
    }
    message.setContent(content());
    message.saveChanges();
    return message;
  }

  private String messageId() {
    return "<" + notice.id() + "@" + envelope.messageIdDomain() + ">";
  }

  private static void header(MimeMessage message, String name, String value)
      throws MessagingException {
    message.setHeader(name, HeaderText.checked(value));
  }

  private static InternetAddress[] addresses(List<MailAddress> all) {
    return all.stream().map(MailAddress::toInternetAddress).toArray(InternetAddress[]::new);
  }

  private MimeMultipart content() throws MessagingException {
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(text(texts.plain(notice, now), "plain"));
    both.addBodyPart(text(texts.html(notice, now), "html"));
    if (!Occasions.isReminder(notice, now)) {
      return both;
    }
    MimeBodyPart body = new MimeBodyPart();
    body.setContent(both);
    MimeMultipart withEvent = new MimeMultipart("mixed");
    withEvent.addBodyPart(body);
    withEvent.addBodyPart(event(notice.expiresAt().orElseThrow()));
    return withEvent;
  }

  private MimeBodyPart text(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, UTF_8, subtype);
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    part.setHeader("Content-Language", Words.of(notice.language()).code());
    return part;
  }

  private MimeBodyPart event(Instant end) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(CalendarEvent.of(notice, end, envelope.messageIdDomain(), now), UTF_8, "calendar");
    part.setHeader("Content-Type", "text/calendar; charset=UTF-8; method=PUBLISH");
    part.setHeader("Content-Transfer-Encoding", "base64");
    part.setDisposition(Part.ATTACHMENT);
    part.setFileName(HeaderText.checked("halfturn-" + notice.app() + ".ics"));
    return part;
  }

  /** The library would make an id of its own each time. */
  private static final class WithId extends MimeMessage {

    private final String id;

    WithId(Session session, String id) {
      super(session);
      this.id = HeaderText.checked(id);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
