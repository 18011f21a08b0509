// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.SecretValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Everything that may be configured of a mail notifier. */
final class SmtpOptions {

  /** How the connection becomes one of TLS. */
  enum StartTls {
    /** By STARTTLS, or not at all. */
    REQUIRED,
    /** Never; for a server on this machine. */
    NONE
  }

  /** What the password is. */
  enum Auth {
    /** A password. */
    PASSWORD,
    /** An OAuth 2 access token. */
    XOAUTH2
  }

  // a name of DNS, an address of IPv4, or one of IPv6
  private static final Pattern HOST =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*\\.?|[0-9A-Fa-f:.]{2,45}");

  static final ConfigOption<String> HOST_NAME =
      ConfigOption.of("host", "the mail server that takes the mail", SmtpOptions::host).require();

  static final ConfigOption<Integer> PORT =
      ConfigOption.integer("port", "its port; 587 by default, with smtps 465", 1, 65535);

  static final ConfigOption<StartTls> STARTTLS =
      ConfigOption.oneOf(
              "starttls",
              "required, or none: without TLS, to a server on this machine only",
              StartTls.class)
          .defaultsTo("required");

  static final ConfigOption<Boolean> SMTPS =
      ConfigOption.bool("smtps", "TLS from the first byte in place of STARTTLS")
          .defaultsTo("false");

  static final ConfigOption<String> USERNAME =
      ConfigOption.of("username", "whom to log in as; none without", HeaderText::checked);

  static final ConfigOption<SecretValue> PASSWORD =
      ConfigOption.secret("password", "password, or with auth xoauth2 an access token");

  static final ConfigOption<Auth> AUTH =
      ConfigOption.oneOf("auth", "what the password is: password or xoauth2", Auth.class)
          .defaultsTo("password");

  static final ConfigOption<MailAddress> FROM =
      ConfigOption.of("from", "the sender: an address, or Name <address>", MailAddress::parse)
          .require();

  static final ConfigOption<List<MailAddress>> TO =
      ConfigOption.of("to", "who is told: addresses separated by commas", MailAddress::parseList)
          .require();

  static final ConfigOption<List<MailAddress>> CC =
      ConfigOption.of("cc", "who gets a copy", MailAddress::parseList);

  static final ConfigOption<MailAddress> REPLY_TO =
      ConfigOption.of("reply-to", "where answers go, if not to the sender", MailAddress::parse);

  static final ConfigOption<String> HELO =
      ConfigOption.of(
          "helo", "name of this machine; the sender's domain by default", SmtpOptions::host);

  static final ConfigOption<String> MESSAGE_ID_DOMAIN =
      ConfigOption.of(
          "message-id-domain",
          "right side of each Message-ID; the sender's domain by default",
          SmtpOptions::host);

  static final ConfigOption<Path> TRUST_STORE =
      ConfigOption.path(
          "trust-store", "PEM file of certificates to trust besides those Java trusts");

  static final ConfigOption<Path> TEMPLATES =
      ConfigOption.path("templates", "directory of templates that replace the built-in ones");

  static final ConfigOption<Duration> CONNECT_TIMEOUT =
      timeout("connect-timeout", "how long to wait for a connection", "10s");

  static final ConfigOption<Duration> READ_TIMEOUT =
      timeout("read-timeout", "how long to wait for each answer", "30s");

  static final ConfigOption<Duration> WRITE_TIMEOUT =
      timeout("write-timeout", "how long to wait until the server takes what is sent", "30s");

  static final ConfigOption<Duration> DEADLINE =
      timeout("deadline", "how long sending one mail may take in all", "2m");

  private static final Duration LONGEST = Duration.ofHours(1);

  private SmtpOptions() {}

  static List<ConfigOption<?>> all() {
    return List.of(
        HOST_NAME,
        PORT,
        STARTTLS,
        SMTPS,
        USERNAME,
        PASSWORD,
        AUTH,
        FROM,
        TO,
        CC,
        REPLY_TO,
        HELO,
        MESSAGE_ID_DOMAIN,
        TRUST_STORE,
        TEMPLATES,
        CONNECT_TIMEOUT,
        READ_TIMEOUT,
        WRITE_TIMEOUT,
        DEADLINE);
  }

  private static String host(String text) {
    if (!HOST.matcher(text).matches()) {
      throw new IllegalArgumentException("must be the name or the address of a machine");
    }
    return text;
  }

  private static ConfigOption<Duration> timeout(String key, String doc, String usual) {
    return ConfigOption.of(
            key,
            doc,
            text -> {
              Duration duration = ConfigOption.parseDuration(text);
              if (duration.toMillis() < 1 || duration.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("must be from 1ms to 1h");
              }
              return duration;
            })
        .defaultsTo(usual);
  }
}
