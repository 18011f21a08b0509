// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import dev.halfturn.plugin.Settings;
import java.util.Collection;

/** Which settings exist. */
@FunctionalInterface
public interface KnownKeys {

  /**
   * All keys that can be given, for the instances and applications that these settings name.
   * Settings may name more of them, so that the answer grows with what is given.
   */
  Collection<String> of(Settings settings);
}
