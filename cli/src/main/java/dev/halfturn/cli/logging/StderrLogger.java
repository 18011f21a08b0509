// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.logging;

import java.util.regex.Pattern;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One logger. Its lines go to standard error without anything of the shape of a secret. */
final class StderrLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1;

  /** And whatever else a terminal would obey. */
  private static final Pattern LINE_BREAKS = Pattern.compile("\\p{Cntrl}+");

  StderrLogger(String name) {
    this.name = name;
  }

  @Override
  public boolean isTraceEnabled() {
    return StderrLogging.shows(name, Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return StderrLogging.shows(name, Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return StderrLogging.shows(name, Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return StderrLogging.shows(name, Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return StderrLogging.shows(name, Level.ERROR);
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return StderrLogger.class.getName();
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String pattern, Object[] arguments, Throwable ignored) {
    System.err.println(line(level, MessageFormatter.basicArrayFormat(pattern, arguments)));
  }

  String line(Level level, String message) {
    String shortName = name.substring(name.lastIndexOf('.') + 1);
    String padded = level == Level.WARN || level == Level.INFO ? level + " " : level.toString();
    String oneLine = LINE_BREAKS.matcher(SecretShapes.mask(message)).replaceAll(" ");
    return "halfturn: " + padded + " " + shortName + ": " + oneLine;
  }
}
