// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.client;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values under the names somebody reads them by, in order. Its text form shows names only. */
public final class Variables {

  private final Map<String, SecretValue> values = new LinkedHashMap<>();

  /**
   * Adds a value.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if another has the name
   */
  public Variables put(String name, SecretValue value) {
    SecretValue other = values.putIfAbsent(name, value);
    if (other != null && !other.equals(value)) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "two values would be called " + name)
              .withHint("take one application or one seller at a time"));
    }
    return this;
  }

  /** The names. */
  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  /**
   * The values, for whom they are meant.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if one is not text
   */
  public Map<String, String> reveal() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, value.revealUtf8()));
    return texts;
  }

  @Override
  public String toString() {
    return "Variables" + values.keySet();
  }
}
