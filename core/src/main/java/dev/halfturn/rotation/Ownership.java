// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.Objects;
import java.util.Optional;

/**
 * Which of the instances that share a store makes its rotations, for stores that cannot keep two
 * apart. The others watch: they check, remind and exchange. Pure.
 *
 * @param owner the name of the one that makes them; empty if all may
 * @param instance the name of this one; looked at only beside an owner
 */
public record Ownership(Optional<String> owner, String instance) {

  /** All may. */
  public static final Ownership ALL = new Ownership(Optional.empty(), "");

  public Ownership {
    Objects.requireNonNull(owner);
    Objects.requireNonNull(instance);
  }

  /** Whether this instance makes rotations. */
  public boolean mayRotate() {
    return owner.map(instance::equals).orElse(true);
  }

  /**
   * Returns if this instance makes rotations.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code NOT_THE_OWNER},
   *     if another one does
   */
  public void require() {
    if (!mayRotate()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "NOT_THE_OWNER",
                  "rotations are made by the instance '"
                      + owner.orElseThrow()
                      + "', and this is '"
                      + instance
                      + "'")
              .withHint("run it there, or set rotation.owner"));
    }
  }
}
