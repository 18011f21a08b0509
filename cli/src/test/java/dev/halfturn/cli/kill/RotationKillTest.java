// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.cli.everystore.FilePlace;

/** In an encrypted file; a fifth of {@code -Dhalfturn.kills}. */
class RotationKillTest extends RotationKills {

  RotationKillTest() {
    super(FilePlace::new, 5);
  }
}
