// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The JDK's logger of {@code HttpURLConnection} prints all request headers when it is at {@code
 * FINE}, and one of ours is an access token. It is kept above that level.
 */
final class JdkHttpLog {

  // held for good: java.util.logging forgets the level of a logger nobody refers to
  private static final Logger HEADERS =
      Logger.getLogger("sun.net.www.protocol.http.HttpURLConnection");

  private JdkHttpLog() {}

  static void silence() {
    if (HEADERS.isLoggable(Level.FINE)) {
      HEADERS.setLevel(Level.INFO);
    }
  }
}
