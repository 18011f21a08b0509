// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The other part of the scripts. */
class OtherScriptsTest extends LaunchedScripts {

  static List<Path> scripts() throws IOException {
    return part(1);
  }
}
