// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.cli.everystore.SecretManagerPlace;

/** In Secret Manager. */
class SecretManagerAutomaticKillTest extends AutomaticKills {

  SecretManagerAutomaticKillTest() {
    super(SecretManagerPlace::new);
  }
}
