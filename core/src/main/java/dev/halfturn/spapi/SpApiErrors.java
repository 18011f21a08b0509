// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spapi;

import dev.halfturn.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the error bodies of the Selling Partner API. The field {@code code} says {@code
 * Unauthorized} for each of them; only the text in {@code details} tells.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/authorization-errors">authorization
 *     errors</a>
 */
public final class SpApiErrors {

  // an expired client secret is reported by api calls only, long after the token endpoint could
  // have: https://developer-docs.amazon.com/sp-api/changelog
  private static final Map<String, SpApiRefusal> FRAGMENTS = new LinkedHashMap<>();

  static {
    FRAGMENTS.put("access token is missing in the request header", SpApiRefusal.CALLER);
    FRAGMENTS.put("access token you provided has expired", SpApiRefusal.STALE_TOKEN);
    FRAGMENTS.put("revoked, malformed or invalid", SpApiRefusal.BAD_TOKEN);
    FRAGMENTS.put("lwa secret token you provided has expired", SpApiRefusal.SECRET_EXPIRED);
    FRAGMENTS.put("marketplaces you provided are not valid for region", SpApiRefusal.WRONG_REGION);
  }

  private SpApiErrors() {}

  /**
   * Why a call was refused.
   *
   * @param status the answer's HTTP status
   * @param body the answer's body as received
   * @return {@link SpApiRefusal#UNKNOWN} for any status but 401 and 403, for a body that is not
   *     Amazon's error list, and for any text not listed: never a guess
   */
  public static SpApiRefusal classify(int status, byte[] body) {
    if (status != 401 && status != 403) {
      return SpApiRefusal.UNKNOWN;
    }
    return Json.read(body)
        .map(answer -> answer.get("errors"))
        .map(SpApiErrors::ofErrors)
        .orElse(SpApiRefusal.UNKNOWN);
  }

  private static SpApiRefusal ofErrors(Object errors) {
    if (errors instanceof List<?> list) {
      for (Object error : list) {
        if (error instanceof Map<?, ?> fields && fields.get("details") instanceof String details) {
          SpApiRefusal refusal = ofDetails(details.toLowerCase(Locale.ROOT));
          if (refusal != SpApiRefusal.UNKNOWN) {
            return refusal;
          }
        }
      }
    }
    return SpApiRefusal.UNKNOWN;
  }

  private static SpApiRefusal ofDetails(String details) {
    return FRAGMENTS.entrySet().stream()
        .filter(fragment -> details.contains(fragment.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(SpApiRefusal.UNKNOWN);
  }
}
