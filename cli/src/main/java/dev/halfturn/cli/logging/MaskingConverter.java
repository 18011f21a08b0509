// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.logging;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Pattern;

/**
 * The message without anything of the shape of a secret. The last resort, never the plan: nothing
 * logs a secret in the first place.
 */
public final class MaskingConverter extends MessageConverter {

  private static final Pattern SECRET =
      Pattern.compile(
          "(amzn1\\.oa2-cs\\.v1\\.|Atz[ar]\\||HTK1-)[A-Za-z0-9._|/+=-]+", Pattern.CASE_INSENSITIVE);

  @Override
  public String convert(ILoggingEvent event) {
    return mask(super.convert(event));
  }

  static String mask(String message) {
    return SECRET.matcher(message).replaceAll("$1***");
  }
}
