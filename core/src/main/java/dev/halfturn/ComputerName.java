// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What this computer is called, as an instance may be: letters, digits and single hyphens. */
final class ComputerName {

  private static final Pattern NO_NAME = Pattern.compile("[^a-z0-9]+");
  private static final int LONGEST = 40;

  private ComputerName() {}

  /** With its domain, if it says that. */
  static String whole() {
    return legal(asIs());
  }

  /** Up to the first dot. */
  static String withoutDomain() {
    return withoutDomain(asIs());
  }

  static String withoutDomain(String name) {
    return legal(name.split("\\.", 2)[0]);
  }

  private static String asIs() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  private static String legal(String name) {
    String legal = NO_NAME.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    String cut = legal.substring(0, Math.min(LONGEST, legal.length()));
    String trimmed = cut.replaceAll("^-|-$", "");
    return trimmed.isEmpty() ? "unnamed" : trimmed;
  }
}
