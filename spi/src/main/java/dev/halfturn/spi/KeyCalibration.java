// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What opening a store with a passphrase costs on this machine.
 *
 * @param option the key of the option that decides it, relative to the instance
 * @param value what to give that option: the costliest that keeps to the target, or the least there
 *     is
 * @param withinTarget whether that keeps to the target
 * @param measured what was tried, cheapest first
 */
public record KeyCalibration(
    String option, String value, boolean withinTarget, List<Measurement> measured) {

  /**
   * One value of the option.
   *
   * @param value as it would be given
   * @param took how long opening would take with it in a process that has just begun
   */
  public record Measurement(String value, Duration took) {
    public Measurement {
      Objects.requireNonNull(value);
      Objects.requireNonNull(took);
    }
  }

  public KeyCalibration {
    Objects.requireNonNull(option);
    Objects.requireNonNull(value);
    measured = List.copyOf(measured);
  }
}
