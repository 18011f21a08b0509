// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.cli.everystore.VaultPlace;

/** In Key Vault. */
class KeyVaultAutomaticKillTest extends AutomaticKills {

  KeyVaultAutomaticKillTest() {
    super(VaultPlace::new);
  }
}
