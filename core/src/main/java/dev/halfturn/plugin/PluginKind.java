// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.SecretIssuerFactory;
import dev.halfturn.spi.SecretStoreFactory;
import java.util.Locale;

/** The kinds of plug-ins. */
public enum PluginKind {
  STORE(SecretStoreFactory.class),
  NOTIFIER(NotifierFactory.class),
  SCHEDULER(ExpirySchedulerFactory.class),
  ISSUER(SecretIssuerFactory.class);

  private final Class<? extends PluginFactory<?>> service;

  PluginKind(Class<? extends PluginFactory<?>> service) {
    this.service = service;
  }

  /** The interface under which such plug-ins are registered. */
  public Class<? extends PluginFactory<?>> service() {
    return service;
  }

  /** The first segment of such plug-ins' settings: {@code store}, {@code notifier} ... */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static PluginKind of(PluginFactory<?> factory) {
    if (factory instanceof SecretStoreFactory) {
      return STORE;
    }
    if (factory instanceof NotifierFactory) {
      return NOTIFIER;
    }
    return factory instanceof ExpirySchedulerFactory ? SCHEDULER : ISSUER;
  }
}
