// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What the schedule of an application is called: always the same, and no other's. */
final class ScheduleName {

  /** With what all of them begin, and nobody else's should. */
  static final String PREFIX = "halfturn-";

  private static final int LONGEST = 64;

  /** No application's name begins so, so that no hash can be taken for a name. */
  private static final String OF_LONG_NAMES = PREFIX + "_";

  private static final int HASH_LENGTH = 40;

  private ScheduleName() {}

  static String of(String app) {
    String name = PREFIX + app;
    return name.length() <= LONGEST ? name : OF_LONG_NAMES + hash(app);
  }

  private static String hash(String app) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(app.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
