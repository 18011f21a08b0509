// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The notifier {@code webhook}: posts each notice to an address. */
public final class WebhookNotifierFactory implements NotifierFactory {

  private final Optional<SSLContext> trust;

  /** Trusts whom the JDK trusts. */
  public WebhookNotifierFactory() {
    this(Optional.empty());
  }

  WebhookNotifierFactory(Optional<SSLContext> trust) {
    this.trust = trust;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return WebhookOptions.all();
  }

  @Override
  public Notifier open(PluginConfig config, PluginContext context) {
    return new WebhookNotifier(
        context.instance(),
        context.clock(),
        new WebhookCall(
            context.instance(),
            WebhookAddress.of(config.get(WebhookOptions.URL)),
            config.get(WebhookOptions.TIMEOUT),
            trust),
        config.get(WebhookOptions.FORMAT),
        config.get(WebhookOptions.SOURCE),
        config.find(WebhookOptions.HMAC_KEY).map(Signature::new));
  }
}
