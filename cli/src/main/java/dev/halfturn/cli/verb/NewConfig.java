// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A configuration file that is about to be written for the first time. */
final class NewConfig {

  private NewConfig() {}

  /**
   * @throws HalfturnException if there is one already, which is left alone
   */
  static void requireAbsent(Path file) {
    if (Files.exists(file)) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "CONFIG_EXISTS",
                  "there is a configuration already: " + file)
              .withHint("it is left as it is; choose another by --config"));
    }
  }

  static void write(Path file, String text) {
    try {
      Folders.createPrivate(file.getParent());
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, "STORE_READ_ONLY", "cannot write " + file)
              .withHint("name another place by --config"));
    }
  }
}
