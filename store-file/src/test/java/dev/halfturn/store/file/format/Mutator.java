// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages bytes in the ways disks, crashes and attackers do. */
final class Mutator {

  private static final int KINDS = 9;

  private final SplittableRandom random;

  Mutator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * One damaged copy; now and then it is no different.
   *
   * @param other of which parts may be used
   */
  byte[] mutate(byte[] original, byte[] other) {
    return switch (random.nextInt(KINDS)) {
      case 0 -> flipBit(original);
      case 1 -> randomBytes(original);
      case 2 -> run(original, (byte) 0xff);
      case 3 -> run(original, (byte) 0);
      case 4 -> cut(original);
      case 5 -> insert(original);
      case 6 -> splice(original, other);
      case 7 -> move(original);
      default -> Arrays.copyOf(original, random.nextInt(original.length + 1));
    };
  }

  private byte[] flipBit(byte[] original) {
    byte[] changed = original.clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  private byte[] randomBytes(byte[] original) {
    byte[] changed = original.clone();
    for (int i = random.nextInt(1, 9); i > 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
    }
    return changed;
  }

  private byte[] run(byte[] original, byte value) {
    byte[] changed = original.clone();
    int start = random.nextInt(changed.length);
    Arrays.fill(changed, start, start + random.nextInt(changed.length - start) + 1, value);
    return changed;
  }

  private byte[] cut(byte[] original) {
    int start = random.nextInt(original.length);
    int end = start + random.nextInt(original.length - start) + 1;
    return Bytes.concat(
        Arrays.copyOf(original, start), Arrays.copyOfRange(original, end, original.length));
  }

  private byte[] insert(byte[] original) {
    int at = random.nextInt(original.length + 1);
    byte[] more = new byte[random.nextInt(1, random.nextBoolean() ? 17 : 1100)];
    random.nextBytes(more);
    return Bytes.concat(
        Arrays.copyOf(original, at), more, Arrays.copyOfRange(original, at, original.length));
  }

  private byte[] splice(byte[] original, byte[] other) {
    int from = random.nextInt(Math.min(original.length, other.length));
    int to = from + random.nextInt(Math.min(original.length, other.length) - from) + 1;
    byte[] changed = original.clone();
    System.arraycopy(other, from, changed, from, to - from);
    return changed;
  }

  private byte[] move(byte[] original) {
    byte[] changed = original.clone();
    int length = random.nextInt(1, Math.min(65, original.length));
    System.arraycopy(
        original,
        random.nextInt(original.length - length),
        changed,
        random.nextInt(original.length - length),
        length);
    return changed;
  }
}
