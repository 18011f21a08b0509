// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The log of the JDK's HTTP client, which at level FINE shows the headers of every request: the
 * token that asks for a new secret, the session of a role at AWS.
 */
final class HeaderLog {

  /** Kept, since a logger that nobody holds forgets its level. */
  private static final Logger OF_THE_JDK =
      Logger.getLogger("sun.net.www.protocol.http.HttpURLConnection");

  private HeaderLog() {}

  /** Sees to it that no header is shown, whatever is configured. */
  static void silence() {
    if (OF_THE_JDK.isLoggable(Level.FINE)) {
      OF_THE_JDK.setLevel(Level.INFO);
    }
  }
}
