// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.cli.everystore.SecretManagerPlace;

/** In Secret Manager; a twentieth of the kills, since a process takes longer to get ready. */
class SecretManagerAutomaticKillTest extends AutomaticKills {

  SecretManagerAutomaticKillTest() {
    super(SecretManagerPlace::new, 20);
  }
}
