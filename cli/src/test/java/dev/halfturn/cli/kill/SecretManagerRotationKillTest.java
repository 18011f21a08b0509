// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.cli.everystore.SecretManagerPlace;

/** In Secret Manager; a fortieth of the kills of a file: a process takes longer to get ready. */
class SecretManagerRotationKillTest extends RotationKills {

  SecretManagerRotationKillTest() {
    super(SecretManagerPlace::new, 40);
  }
}
