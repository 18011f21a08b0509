// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/** Whom the JDK trusts. */
final class TrustStore {

  private TrustStore() {}

  /**
   * Begins to read it. That takes as long as to open the store of secrets, and the two can go on
   * side by side.
   */
  static void readAhead() {
    Thread reader = new Thread(TrustStore::read, "trust store");
    reader.setDaemon(true);
    reader.start();
  }

  private static void read() {
    try {
      SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      return; // whoever makes a connection meets it again, and says so
    }
  }
}
