// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.util.Locale;

/**
 * What a parameter can hold: text as it is, so that every reader of SSM understands it. What it
 * cannot hold is refused, never encoded.
 *
 * @param tier of what is written
 */
record ParameterValues(Tier tier) {

  /** SSM takes it for a reference to another parameter. */
  private static final String REFERENCE = "{{";

  /**
   * The value as SSM is given it.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if no parameter can hold it
   */
  String text(SecretName name, SecretValue value) {
    if (value.size() > tier.maxBytes()) {
      throw tooLong(name, value);
    }
    String text;
    try {
      text = value.revealUtf8();
    } catch (HalfturnException e) {
      throw refused(name, "is not text", "a parameter holds text only: encode it, as base64");
    }
    if (text.contains(REFERENCE)) {
      throw refused(name, "contains '{{'", "SSM would look for another parameter there: encode it");
    }
    return text;
  }

  private HalfturnException tooLong(SecretName name, SecretValue value) {
    String hint =
        tier == Tier.STANDARD && value.size() <= Tier.ADVANCED.maxBytes()
            ? "set the option tier=advanced, which costs money and cannot be taken back"
            : "keep it in another store";
    return refused(
        name,
        "has %d bytes, a parameter of tier %s holds %d"
            .formatted(value.size(), tier.name().toLowerCase(Locale.ROOT), tier.maxBytes()),
        hint);
  }

  private static HalfturnException refused(SecretName name, String what, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, "the value of '" + name + "' " + what)
            .withHint(hint));
  }
}
