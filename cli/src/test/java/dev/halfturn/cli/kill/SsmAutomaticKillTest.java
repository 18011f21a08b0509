// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.cli.everystore.SsmPlace;

/** In the Parameter Store. */
class SsmAutomaticKillTest extends AutomaticKills {

  SsmAutomaticKillTest() {
    super(SsmPlace::new);
  }
}
