// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.cli.everystore.StorePlace;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.simulator.SecretOracles;
import dev.halfturn.spi.SecretValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiFunction;

/** A world in which processes ask Amazon for new secrets, watched by the oracles at every call. */
final class AutomaticWorld implements AutoCloseable {

  // longer than the overlap and the day after it
  static final Duration BETWEEN_ROTATIONS = Duration.ofDays(9);
  // longer than a message is hidden, and than the pauses between two tries
  static final Duration BETWEEN_LOOKS = Duration.ofMinutes(11);
  // longer than a name of the Parameter Store rests once it was deleted
  static final Duration UNTIL_THE_NEXT_STARTS = Duration.ofMinutes(1);

  final RotationWorld processes;
  final SecretOracles oracles;

  /**
   * @param places where the store is
   */
  AutomaticWorld(Path directory, BiFunction<Path, InstantSource, StorePlace> places) {
    processes = new RotationWorld(directory, places);
    processes.setting("issuer", "spapi");
    processes.setting("issuer.spapi.queue-url", processes.amazon.queueUrl().toString());
    processes.setting("issuer.spapi.dlq-url", processes.amazon.deadLetterUrl().toString());
    processes.setting("rotation.owner", "server");
    processes.setting("instance", "server");
    processes.reader.tracker().check(RotatingProcess.APP);
    processes.reader.tracker().test("log", List.of(RotatingProcess.APP));
    oracles = processes.amazon.oracles();
  }

  /**
   * @param rotations how many there are, the one in question included
   */
  boolean isBegun(int rotations) {
    return processes.app.issuedSecrets().size() > rotations
        || !EnumSet.of(RotationState.IDLE, RotationState.PROMOTED).contains(state());
  }

  /**
   * @param rotations how many there are, the one in question included
   */
  boolean isRotated(int rotations) {
    return processes.stored().current().equals(SecretValue.ofUtf8(processes.app.secret()))
        && processes.app.issuedSecrets().size() > rotations
        && processes.amazon.queue().size() == 0;
  }

  RotationState state() {
    return processes.reader.tracker().status(RotatingProcess.APP).rotation().state();
  }

  @Override
  public void close() {
    processes.close();
  }
}
