// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.logging;

import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Warnings to standard error, one line each, without stack traces, and nothing to configure: a
 * logging framework would cost a command more time than its work.
 */
public final class StderrLogging implements SLF4JServiceProvider {

  private static final String OURS = "dev.halfturn.";

  /** Libraries that log each failure several times before they raise it. */
  private static final List<String> TALKATIVE = List.of("com.azure.", "com.microsoft.aad.");

  /** What is shown of the libraries, and of Halfturn unless it is told otherwise. */
  private static final Level USUAL = Level.WARN;

  /** More than the gravest there is. */
  private static final int SILENT = Level.ERROR.toInt() + 1;

  private static volatile int ours = USUAL.toInt();

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  /** Shows what Halfturn does, too. */
  public static void verbose() {
    ours = Level.DEBUG.toInt();
  }

  /** Shows nothing of Halfturn: for the demonstration, whose screen is the report. */
  public static void silent() {
    ours = SILENT;
  }

  /** Shows what is shown unless something else is said. */
  static void usual() {
    ours = USUAL.toInt();
  }

  /** Whether a line of that logger is shown. */
  static boolean shows(String logger, Level level) {
    if (TALKATIVE.stream().anyMatch(logger::startsWith)) {
      return level.toInt() >= USUAL.toInt() && ours == Level.DEBUG.toInt();
    }
    return level.toInt() >= (logger.startsWith(OURS) ? ours : USUAL.toInt());
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return StderrLogger::new;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99"; // as SLF4J asks of every provider for 2.0: "2.0", then the highest number
  }

  @Override
  public void initialize() {}
}
