// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.util.random.RandomGenerator;

/** How people refer to a rotation: short, and without characters that look alike. */
final class RotationId {

  private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int LENGTH = 4;

  private RotationId() {}

  static String random(RandomGenerator random) {
    StringBuilder id = new StringBuilder("R-");
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
