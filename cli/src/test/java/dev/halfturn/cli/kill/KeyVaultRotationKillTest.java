// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.cli.everystore.VaultPlace;

/** In Key Vault; a fortieth of the kills of a file: a process takes longer to get ready. */
class KeyVaultRotationKillTest extends RotationKills {

  KeyVaultRotationKillTest() {
    super(VaultPlace::new, 40);
  }
}
