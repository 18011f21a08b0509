// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.Halfturn;
import dev.halfturn.WatchListener;
import dev.halfturn.audit.Audit;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.spi.Notifier;
import dev.halfturn.token.ExchangeListener;
import dev.halfturn.token.SecretUseListener;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/** Opens Halfturn with what the application has beans for. */
final class Opening {

  private static final Logger log = LoggerFactory.getLogger(Halfturn.class);
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final ListableBeanFactory beans;
  private final SpringSettings settings;
  private final HalfturnProperties properties;
  private final InstantSource clock;

  Opening(
      ListableBeanFactory beans,
      SpringSettings settings,
      HalfturnProperties properties,
      InstantSource clock) {
    this.beans = beans;
    this.settings = settings;
    this.properties = properties;
    this.clock = clock;
  }

  Halfturn open(List<CredentialListener> news) {
    PluginRegistry plugins = beans.getBean(PluginRegistry.class);
    List<ExchangeListener> exchanges = all(ExchangeListener.class);
    List<SecretUseListener> uses = all(SecretUseListener.class);
    Halfturn.Builder builder =
        Halfturn.builder(settings.settings(plugins, Opening::variable))
            .plugins(plugins)
            .clock(clock)
            .environment(Opening::variable)
            .watching(new WatchListeners(all(WatchListener.class)))
            .exchangeListener(
                (took, failure) -> Listeners.tell(exchanges, one -> one.exchanged(took, failure)))
            .uses((app, origin) -> Listeners.tell(uses, one -> one.used(app, origin)))
            .listener(event -> Listeners.tell(news, one -> one.noticed(event)));
    Optional.ofNullable(properties.stateDirectory()).ifPresent(builder::stateDirectory);
    Optional.ofNullable(beans.getBeanProvider(Audit.class).getIfUnique()).ifPresent(builder::audit);
    Optional.ofNullable(beans.getBeanProvider(Endpoints.class).getIfUnique())
        .ifPresent(builder::endpoints);
    BeanFactoryUtils.beansOfTypeIncludingAncestors(beans, Notifier.class)
        .forEach((bean, notifier) -> builder.notifier(notifierName(bean), notifier));
    all(HalfturnBuilderCustomizer.class).forEach(one -> one.customize(builder));
    Halfturn opened = builder.open();
    opened.configuration().warnings().forEach(warning -> log.warn("{}", warning));
    if (!properties.watch()) {
      log.info(
          "this application does not look after client secrets (halfturn.watch=false);"
              + " something else has to");
    }
    return opened;
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  private <T> List<T> all(Class<T> type) {
    Stream<T> found = beans.getBeanProvider(type).orderedStream();
    return found.toList();
  }

  /** {@code opsMail} is {@code ops-mail} where people read of it. */
  static String notifierName(String bean) {
    return HUMP.matcher(bean)
        .replaceAll("-")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }
}
