// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.endpoint;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.Locale;

/**
 * One of the three regions of the Selling Partner API. A seller's authorization is valid in one of
 * them.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/sp-api-endpoints">Amazon's list of
 *     endpoints and marketplaces</a>
 */
public enum SpApiRegion {
  /** North and South America. */
  NA("sellingpartnerapi-na.amazon.com"),
  /** Europe, Middle East, Africa, India. */
  EU("sellingpartnerapi-eu.amazon.com"),
  /** Far East and Australia. */
  FE("sellingpartnerapi-fe.amazon.com");

  private final String host;

  SpApiRegion(String host) {
    this.host = host;
  }

  /** Amazon's production host for this region. */
  public String host() {
    return host;
  }

  /** Amazon's sandbox host for this region. */
  public String sandboxHost() {
    return "sandbox." + host;
  }

  /** How settings and command lines write this region: {@code na}, {@code eu} or {@code fe}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The region of a text as {@link #text()} writes it, in any case.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if there is no such region
   */
  public static SpApiRegion parse(String text) {
    for (SpApiRegion region : values()) {
      if (region.name().equalsIgnoreCase(text)) {
        return region;
      }
    }
    throw new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, "no such region: '" + text + "'")
            .withHint("use one of na, eu, fe"));
  }
}
