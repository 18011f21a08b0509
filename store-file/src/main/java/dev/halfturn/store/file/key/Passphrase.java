// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.format.UnlockKey;
import java.util.Arrays;

/** Something a person knows. */
final class Passphrase implements KeySource {

  private static final int MIN_LENGTH = 12;
  private static final int MIN_DISTINCT = 6;

  private final SecretValue text;

  Passphrase(SecretValue text) {
    this.text = text;
  }

  @Override
  public UnlockKey read() {
    return new UnlockKey.Passphrase(text);
  }

  @Override
  public KeySource afterUse() {
    return new Forgotten();
  }

  /**
   * What a passphrase must be when a slot is made for it: whoever steals the file can try as many
   * as the cost of the derivation allows.
   */
  @Override
  public void requireStrength() {
    int[] characters = text.revealUtf8().codePoints().toArray();
    long distinct = Arrays.stream(characters).distinct().count();
    Arrays.fill(characters, 0);
    if (characters.length < MIN_LENGTH || distinct < MIN_DISTINCT) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "WEAK_PASSPHRASE", "the passphrase is too weak")
              .withHint(
                  "use at least "
                      + MIN_LENGTH
                      + " characters, "
                      + MIN_DISTINCT
                      + " of them different; several random words are best"));
    }
  }

  @Override
  public String toString() {
    return "passphrase";
  }

  /** The store's own key is at hand by then; the passphrase need not stay in memory. */
  private static final class Forgotten implements KeySource {
    @Override
    public UnlockKey read() {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.UNAUTHENTICATED,
                  "WRONG_KEY",
                  "the store no longer opens with the key it was opened with")
              .withHint("somebody rekeyed or replaced it; open it again with its passphrase"));
    }

    @Override
    public String toString() {
      return "passphrase";
    }
  }
}
