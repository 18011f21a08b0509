// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.PluginConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From whom and to whom. */
record Envelope(
    MailAddress from,
    List<MailAddress> to,
    List<MailAddress> cc,
    Optional<MailAddress> replyTo,
    String messageIdDomain) {

  static Envelope of(PluginConfig config) {
    MailAddress from = config.get(SmtpOptions.FROM);
    return new Envelope(
        from,
        config.get(SmtpOptions.TO),
        config.find(SmtpOptions.CC).orElse(List.of()),
        config.find(SmtpOptions.REPLY_TO),
        config.find(SmtpOptions.MESSAGE_ID_DOMAIN).orElse(from.domain()));
  }

  /** Those who are told, and one person more unless that is one of them. */
  List<MailAddress> toWith(Optional<String> recipient) {
    return Stream.concat(
            to.stream(),
            recipient
                .map(address -> new MailAddress("", address))
                .filter(more -> to.stream().noneMatch(more::isSamePlaceAs))
                .stream())
        .toList();
  }
}
