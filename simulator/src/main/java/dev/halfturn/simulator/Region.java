// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.util.Locale;

/**
 * A region of the Selling Partner API, with the marketplace that the probe reports for it.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/sp-api-endpoints">SP-API
 *     endpoints</a>
 */
public enum Region {
  NA("ATVPDKIKX0DER", "US", "Amazon.com", "www.amazon.com"),
  EU("A1PA6795UKMFR9", "DE", "Amazon.de", "www.amazon.de"),
  FE("A1VC38T7YXB528", "JP", "Amazon.co.jp", "www.amazon.co.jp");

  private final String marketplaceId;
  private final String countryCode;
  private final String marketplaceName;
  private final String domainName;

  Region(String marketplaceId, String countryCode, String marketplaceName, String domainName) {
    this.marketplaceId = marketplaceId;
    this.countryCode = countryCode;
    this.marketplaceName = marketplaceName;
    this.domainName = domainName;
  }

  String marketplaceId() {
    return marketplaceId;
  }

  String countryCode() {
    return countryCode;
  }

  String marketplaceName() {
    return marketplaceName;
  }

  String domainName() {
    return domainName;
  }

  /** The name in paths and in JSON: {@code na}, {@code eu}, {@code fe}. */
  public String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
