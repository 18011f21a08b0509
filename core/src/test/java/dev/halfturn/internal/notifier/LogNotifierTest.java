// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.Severity;
import dev.halfturn.testkit.NotifierContract;
import dev.halfturn.testkit.PluginFactoryContract;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogNotifierTest extends NotifierContract implements PluginFactoryContract {

  private final Logger logger = (Logger) LoggerFactory.getLogger(LogNotifier.LOGGER);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void capture() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void release() {
    logger.detachAppender(log);
  }

  @Test
  void aNoticeIsOneLineOfTheLevelOfItsSeverity() {
    try (Notifier notifier =
        open(new PluginContext("log", clock(), new SecureRandom(), stateDirectory))) {
      for (Severity severity : Severity.values()) {
        notifier.send(
            new Notice(
                "n", severity, "erp", Optional.empty(), Optional.empty(), "erp: due", "a\nb\n"));
      }
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.INFO, Level.WARN, Level.ERROR);
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsOnly("erp: due | a | b");
  }

  @Override
  protected Notifier open(PluginContext context) {
    PluginConfig none = PluginConfig.parse(List.of(), Map.of()).config().orElseThrow();
    return new LogNotifierFactory().open(none, context);
  }

  @Override
  protected String received() {
    return log.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .collect(Collectors.joining("\n"));
  }

  @Override
  protected Optional<Notifier> openUnreachable(PluginContext context) {
    return Optional.empty();
  }

  @Override
  public PluginFactory<?> factory() {
    return new LogNotifierFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of();
  }
}
