// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;

/**
 * What a secret of the vault can hold: text as it is, so that every reader of the vault understands
 * it. What it cannot hold is refused, never encoded.
 */
final class VaultValues {

  private static final int MAX_BYTES = 25 * 1024;

  private VaultValues() {}

  /**
   * The value as the vault is given it.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if no vault can hold it
   */
  static String text(SecretName name, SecretValue value) {
    if (value.size() > MAX_BYTES) {
      throw refused(
          name,
          "has %d bytes, Key Vault holds %d".formatted(value.size(), MAX_BYTES),
          "keep it in another store");
    }
    try {
      return value.revealUtf8();
    } catch (HalfturnException e) {
      throw refused(name, "is not text", "Key Vault holds text only: encode it, as base64");
    }
  }

  private static HalfturnException refused(SecretName name, String what, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, "the value of '" + name + "' " + what)
            .withHint(hint));
  }
}
