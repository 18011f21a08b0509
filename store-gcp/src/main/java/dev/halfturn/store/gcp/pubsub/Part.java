// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.gcp.call.GcpFailure;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Something at Google that a scheduler needs. Fails as {@code GcpCall} does. */
interface Part {

  /**
   * How it is.
   *
   * @param mendable whether {@link #mend} would put it in order
   */
  record Finding(State state, boolean mendable, Optional<String> advice) {

    static Finding inOrder() {
      return new Finding(State.IN_ORDER, false, Optional.empty());
    }

    /** To be made. */
    static Finding missing() {
      return new Finding(State.MISSING, true, Optional.empty());
    }

    /** To be mended. */
    static Finding different() {
      return new Finding(State.DIFFERENT, true, Optional.empty());
    }

    /** Something that a person has to do. */
    static Finding of(State state, String advice) {
      return new Finding(state, false, Optional.of(advice));
    }

    static Finding of(State state) {
      return new Finding(state, false, Optional.empty());
    }
  }

  /** What people call it. */
  String name();

  /** How messages call the service. */
  String service();

  Finding look(Calls calls);

  /** Makes or mends it, after a look. */
  default void mend(Calls calls) {}

  /** Takes it away. */
  default Finding remove(Calls calls) {
    return Finding.of(State.KEPT);
  }

  static boolean isMissing(UncheckedIOException failure) {
    return is(failure, "NOT_FOUND");
  }

  static boolean is(UncheckedIOException failure, String status) {
    return GcpFailure.status(failure).orElse("").equals(status);
  }
}
