// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the costliest derivation that this machine does in a given time. */
public final class KdfCalibration {

  /** In MiB; each is a good deal more than the one before, and still found quickly. */
  private static final List<Integer> MEMORY =
      List.of(19, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024);

  private static final byte[] ANYTHING = new byte[16];

  private final KdfLimits limits;
  private final Function<Argon2Cost, Duration> stopwatch;

  /** Measures with the JVM's own clock, as {@code System.nanoTime} shows it. */
  public KdfCalibration(KdfLimits limits) {
    this(limits, KdfCalibration::measure);
  }

  KdfCalibration(KdfLimits limits, Function<Argon2Cost, Duration> stopwatch) {
    this.limits = limits;
    this.stopwatch = stopwatch;
  }

  /**
   * One trial.
   *
   * @param memoryMib the memory of the derivation
   * @param took how long it takes in a fresh JVM
   */
  public record Trial(int memoryMib, Duration took) {}

  /**
   * Tries one after the other until one takes longer than the target; at least one.
   *
   * @throws HalfturnException reason {@code KDF_LIMIT} if this JVM has no room for the least
   */
  public List<Trial> trials(Duration target) {
    Optional<HalfturnException> noRoom = limits.excess(Optional.of(cost(MEMORY.get(0))));
    if (noRoom.isPresent()) {
      throw noRoom.get();
    }
    Duration surcharge = surcharge();
    List<Trial> trials = new ArrayList<>();
    for (int memory : MEMORY) {
      Argon2Cost cost = cost(memory);
      if (limits.excess(Optional.of(cost)).isPresent()) {
        break;
      }
      Trial trial = new Trial(memory, stopwatch.apply(cost).plus(surcharge));
      trials.add(trial);
      if (trial.took().compareTo(target) > 0) {
        break;
      }
    }
    return trials;
  }

  /** What a fresh JVM needs more, because its code is still being compiled. */
  private Duration surcharge() {
    Argon2Cost least = cost(MEMORY.get(0));
    Duration fresh = stopwatch.apply(least);
    Duration warm = stopwatch.apply(least);
    return fresh.compareTo(warm) > 0 ? fresh.minus(warm) : Duration.ZERO;
  }

  private static Argon2Cost cost(int memoryMib) {
    Argon2Cost standard = Argon2Cost.standard();
    return new Argon2Cost(memoryMib * 1024, standard.passes(), standard.lanes());
  }

  private static Duration measure(Argon2Cost cost) {
    long begun = System.nanoTime();
    KeyEncryptionKey.argon2id(ANYTHING, ANYTHING, cost);
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
