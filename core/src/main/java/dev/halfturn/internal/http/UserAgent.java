// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How Halfturn introduces itself, in the form Amazon demands.
 *
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/include-a-user-agent-header-in-all-requests">the
 *     user-agent header</a>
 */
public final class UserAgent {

  private static final int MAX_LENGTH = 500;
  private static final Pattern SPECIAL = Pattern.compile("[\\\\/()=;]");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

  /** Halfturn itself. */
  public static final String HALFTURN =
      of(
          "Halfturn",
          Optional.ofNullable(UserAgent.class.getPackage().getImplementationVersion())
              .orElse("development"));

  private UserAgent() {}

  /** A program on this JVM: {@code Name/Version (Language=Java/17; Platform=Linux)}. */
  static String of(String name, String version) {
    String text =
        escape(name)
            + "/"
            + escape(version)
            + " (Language=Java/"
            + Runtime.version().feature()
            + "; Platform="
            + escape(System.getProperty("os.name"))
            + ")";
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
  }

  private static String escape(String value) {
    return SPECIAL
        .matcher(UNPRINTABLE.matcher(value).replaceAll("?"))
        .replaceAll(special -> "\\\\" + "\\" + special.group());
  }
}
