// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.cli.everystore.FilePlace;

/** In an encrypted file. */
class FileAutomaticKillTest extends AutomaticKills {

  FileAutomaticKillTest() {
    super(FilePlace::new);
  }
}
