// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.security.SecureRandom;
import java.util.Arrays;

/** A broken source of randomness: the same byte for ever, as after a machine was cloned. */
final class StuckRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  @Override
  public void nextBytes(byte[] bytes) {
    Arrays.fill(bytes, (byte) 42);
  }
}
