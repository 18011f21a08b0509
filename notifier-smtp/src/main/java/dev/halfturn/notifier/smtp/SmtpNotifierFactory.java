// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import java.util.List;

/** The notifier {@code smtp}: people are told by mail. */
public final class SmtpNotifierFactory implements NotifierFactory {

  @Override
  public String name() {
    return "smtp";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return SmtpOptions.all();
  }

  @Override
  public Notifier open(PluginConfig config, PluginContext context) {
    Envelope envelope = Envelope.of(config);
    return new SmtpNotifier(
        context.instance(),
        MailServer.of(config, context.instance(), envelope.from().domain()),
        envelope,
        MailTexts.of(config.find(SmtpOptions.TEMPLATES)),
        context.clock());
  }
}
