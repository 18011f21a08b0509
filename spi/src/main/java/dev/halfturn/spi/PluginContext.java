// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;

/**
 * What the surroundings give a plug-in.
 *
 * @param instance the name of this instance in the configuration; for loggers and messages
 * @param clock the only clock to use for calendar time
 * @param random the only source of randomness to use
 * @param stateDirectory where small files may be kept that are not secret and may be lost; it may
 *     not exist yet
 */
public record PluginContext(
    String instance, InstantSource clock, SecureRandom random, Path stateDirectory) {
  public PluginContext {
    Objects.requireNonNull(instance);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(random);
    Objects.requireNonNull(stateDirectory);
  }
}
