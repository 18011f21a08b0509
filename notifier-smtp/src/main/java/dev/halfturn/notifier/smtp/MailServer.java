// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.notifier.smtp.SmtpOptions.StartTls;
import dev.halfturn.spi.PluginConfig;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * The server that takes mail, and all that is to be kept to when talking to it.
 *
 * @param tls from the first byte, by STARTTLS, or none
 * @param helo how this machine calls itself
 * @param deadline for one mail in all
 */
record MailServer(
    String host,
    int port,
    Tls tls,
    String helo,
    Optional<Login> login,
    SSLContext trust,
    Duration connectTimeout,
    Duration readTimeout,
    Duration writeTimeout,
    Duration deadline) {

  /** When TLS begins. */
  enum Tls {
    FIRST,
    STARTTLS,
    NONE
  }

  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|::1|(?:0{1,4}:){7}0{0,3}1");

  static MailServer of(PluginConfig config, String instance, String domain) {
    String host = config.get(SmtpOptions.HOST_NAME);
    Tls tls = tls(config);
    if (tls == Tls.NONE && !THIS_MACHINE.matcher(host).matches()) {
      throw SmtpProblems.invalid(
          "notifier '" + instance + "' would send to '" + host + "' without TLS",
          "starttls none is for a server on this machine; leave it out, or use smtps");
    }
    return new MailServer(
        host,
        config.find(SmtpOptions.PORT).orElse(tls == Tls.FIRST ? 465 : 587),
        tls,
        config.find(SmtpOptions.HELO).orElse(domain),
        Login.of(config, instance),
        ServerTrust.context(config.find(SmtpOptions.TRUST_STORE)),
        config.get(SmtpOptions.CONNECT_TIMEOUT),
        config.get(SmtpOptions.READ_TIMEOUT),
        config.get(SmtpOptions.WRITE_TIMEOUT),
        config.get(SmtpOptions.DEADLINE));
  }

  private static Tls tls(PluginConfig config) {
    if (config.get(SmtpOptions.SMTPS)) {
      return Tls.FIRST;
    }
    return config.get(SmtpOptions.STARTTLS) == StartTls.NONE ? Tls.NONE : Tls.STARTTLS;
  }

  /** For one connection by these sockets. */
  Session session(ConnectionSockets sockets) {
    Properties all = new Properties();
    put(all, "host", host);
    put(all, "port", Integer.toString(port));
    put(all, "localhost", helo);
    put(all, "connectiontimeout", Long.toString(connectTimeout.toMillis()));
    put(all, "timeout", Long.toString(readTimeout.toMillis()));
    put(all, "writetimeout", Long.toString(writeTimeout.toMillis()));
    put(all, "starttls.enable", Boolean.toString(tls == Tls.STARTTLS));
    put(all, "starttls.required", Boolean.toString(tls == Tls.STARTTLS));
    put(all, "ssl.enable", Boolean.toString(tls == Tls.FIRST));
    put(all, "ssl.checkserveridentity", "true");
    put(all, "ssl.protocols", "TLSv1.3 TLSv1.2");
    put(all, "auth", Boolean.toString(login.isPresent()));
    login.ifPresent(who -> put(all, "auth.mechanisms", who.mechanisms()));
    put(all, "sendpartial", "true");
    put(all, "quitwait", "false");
    // the library would rather connect without the factory than not at all
    put(all, "socketFactory.fallback", "false");
    all.put("mail.smtp.socketFactory", sockets.plain());
    all.put("mail.smtp.ssl.socketFactory", sockets.secure(trust));
    return Session.getInstance(all);
  }

  private static void put(Properties all, String key, String value) {
    all.setProperty("mail.smtp." + key, value);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
