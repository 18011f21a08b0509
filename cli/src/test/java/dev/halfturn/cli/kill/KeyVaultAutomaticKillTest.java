// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.cli.everystore.VaultPlace;

/** In Key Vault; a twentieth of the kills, since a process takes longer to get ready. */
class KeyVaultAutomaticKillTest extends AutomaticKills {

  KeyVaultAutomaticKillTest() {
    super(VaultPlace::new, 20);
  }
}
