// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.reference;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Random numbers that were decided on beforehand, in the order in which they are asked for. */
public final class ScriptedRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient Deque<byte[]> script;

  public ScriptedRandom(byte[]... script) {
    this.script = new ArrayDeque<>(List.of(script));
  }

  @Override
  public void nextBytes(byte[] bytes) {
    byte[] next = script.removeFirst();
    if (next.length != bytes.length) {
      throw new IllegalStateException("asked for " + bytes.length + " bytes, not " + next.length);
    }
    System.arraycopy(next, 0, bytes, 0, bytes.length);
  }
}
