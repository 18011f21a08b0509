// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.ProvisionedStep.State;
import java.util.Optional;

/** Something at Azure that the scheduler needs. Fails as the library does. */
interface Part {

  /**
   * How it is.
   *
   * @param mendable whether {@link #mend} would put it in order
   */
  record Finding(State state, boolean mendable, Optional<String> advice) {

    static Finding of(State state) {
      return new Finding(state, false, Optional.empty());
    }

    /** Something that a person has to do. */
    static Finding of(State state, String advice) {
      return new Finding(state, false, Optional.of(advice));
    }

    /** Something that can be done here. */
    static Finding mendable(State state) {
      return new Finding(state, true, Optional.empty());
    }
  }

  /** What people call it. */
  String name();

  Finding look(Calls calls);

  /** Makes or mends it, after a look. */
  default void mend(Calls calls) {}

  /** Takes it away. */
  default Finding remove(Calls calls) {
    return Finding.of(State.KEPT);
  }
}
