// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.Known;
import dev.halfturn.rotation.HandOver;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rotations by the id that people pass on to one another. */
final class PendingRotations {

  private PendingRotations() {}

  /**
   * The application whose rotation has this id. One whose own record cannot be read keeps nobody
   * from going on with another.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if none has
   */
  static String app(Halfturn halfturn, String id) {
    List<String> unreadable = new ArrayList<>();
    for (String name : halfturn.applications().names()) {
      try {
        if (isOf(halfturn.tracker().status(name), id)) {
          return name;
        }
      } catch (HalfturnException e) {
        if (!Known.isOfOne(e)) {
          throw e;
        }
        unreadable.add(name);
      }
    }
    throw new HalfturnException(
        Problem.of(ErrorCode.NOT_FOUND, "no rotation of any application has that id")
            .withHint(
                unreadable.isEmpty()
                    ? "it may be finished; 'halfturn status <app>' shows what is pending"
                    : "could not be read: "
                        + String.join(", ", unreadable)
                        + "; 'halfturn status <app>' says why"));
  }

  /**
   * Returns if the rotation with this id, or any if that is empty, may go on.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if it is another one
   */
  static void require(RotationStatus status, String id) {
    Optional<String> pending = status.rotation().id();
    if (!id.isEmpty() && !pending.equals(Optional.of(id))) {
      throw new HalfturnException(
          Problem.of(ErrorCode.NOT_FOUND, "no such rotation of '" + status.app() + "' is pending")
              .withHint(
                  pending
                      .or(() -> status.handOver().map(HandOver::rotationId))
                      .map(known -> "pending is " + known)
                      .orElse("none is; see 'halfturn status " + status.app() + "'")));
    }
  }

  /** Whether what is to be gone on with was handed over: its new secret is yet to be made. */
  static boolean isHandedOver(RotationStatus status, String id) {
    Optional<String> asked = status.handOver().map(HandOver::rotationId);
    return id.isEmpty()
        ? asked.isPresent() && isDone(status.rotation().state())
        : asked.equals(Optional.of(id));
  }

  private static boolean isDone(RotationState state) {
    return state == RotationState.IDLE || state == RotationState.PROMOTED;
  }

  private static boolean isOf(RotationStatus status, String id) {
    return status.rotation().id().equals(Optional.of(id)) || isHandedOver(status, id);
  }
}
