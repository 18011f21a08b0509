// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.everystore;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;

/** All places in which the distribution can keep secrets as a team's other programs read them. */
public final class StorePlaces {

  /** Made from a directory for what a place needs there, and a clock. */
  public static final List<BiFunction<Path, InstantSource, StorePlace>> ALL =
      List.of(FilePlace::new, SsmPlace::new, VaultPlace::new, SecretManagerPlace::new);

  private StorePlaces() {}
}
