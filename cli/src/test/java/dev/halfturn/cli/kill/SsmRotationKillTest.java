// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.cli.everystore.SsmPlace;

/**
 * In the Parameter Store; a twentieth of the kills of a file: a process takes longer to get ready.
 */
class SsmRotationKillTest extends RotationKills {

  SsmRotationKillTest() {
    super(SsmPlace::new, 20);
  }
}
