// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.logging;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warnings to standard error, one line each, without stack traces. Made by code, because reading a
 * configuration file costs a command more time than its work. Who names one by Logback's own system
 * property {@code logback.configurationFile} gets that instead.
 */
public final class StderrLogging extends ContextAwareBase implements Configurator {

  private static final String OURS = "dev.halfturn";
  private static final String MASKED = "masked";
  private static final String APPENDER = "stderr";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    PatternLayout layout = new PatternLayout();
    layout.getInstanceConverterMap().put(MASKED, MaskingConverter::new);
    layout.setPattern("halfturn: %-5level %logger{0}: %" + MASKED + "%nopex%n");
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setName(APPENDER);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.setContext(context);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Shows what Halfturn does, too. */
  public static void verbose() {
    setLevel(Level.DEBUG);
  }

  /** Shows nothing of Halfturn: for the demonstration, whose screen is the report. */
  public static void silent() {
    setLevel(Level.OFF);
  }

  private static void setLevel(Level level) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER) != null) {
      context.getLogger(OURS).setLevel(level);
    }
  }
}
