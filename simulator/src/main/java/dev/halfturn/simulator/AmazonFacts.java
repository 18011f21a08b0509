// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is known of Amazon's rules and texts.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/authorization-errors">Authorization
 *     errors</a>
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/rotate-your-application-client-secret">Rotate
 *     your application client secret</a>
 */
final class AmazonFacts {

  static final Duration SECRET_LIFETIME = Duration.ofDays(180);
  static final Duration OVERLAP = Duration.ofDays(7);
  static final Duration ACCESS_TOKEN_LIFETIME = Duration.ofHours(1);
  static final Duration PUBLIC_AUTHORIZATION_LIFETIME = Duration.ofDays(365);
  static final Duration CODE_LIFETIME = Duration.ofMinutes(5);

  /** 0.0167 calls a second, burst 1. */
  static final Duration ROTATE_INTERVAL = Duration.ofMinutes(1);

  /** 0.016 calls a second. */
  static final Duration PROBE_INTERVAL = Duration.ofMillis(62_500);

  static final int PROBE_BURST = 15;

  /** One call a second. */
  static final Duration RESTRICTED_INTERVAL = Duration.ofSeconds(1);

  static final int RESTRICTED_BURST = 10;

  /** Days before the deadline on which Amazon sends an expiry notice. */
  static final List<Integer> NOTICE_DAYS = List.of(90, 60, 30, 15, 7, 1);

  static final String TOKEN_PATH = "/auth/o2/token";
  static final String PROBE_PATH = "/sellers/v1/marketplaceParticipations";
  static final String ROTATE_PATH = "/applications/2023-11-30/clientSecret";
  static final String RESTRICTED_PATH = "/tokens/2021-03-01/restrictedDataToken";

  /** An operation that needs a restricted data token. */
  static final Pattern ADDRESS_PATH = Pattern.compile("/orders/v0/orders/[A-Za-z0-9-]+/address");

  static final String SCOPE_NOTIFICATIONS = "sellingpartnerapi::notifications";
  static final String SCOPE_ROTATION = "sellingpartnerapi::client_credential:rotation";

  /** The order is part of access tokens: append only. */
  static final List<String> GRANTED_SCOPES = List.of(SCOPE_NOTIFICATIONS, SCOPE_ROTATION);

  static final String TOKEN_HEADER = "x-amz-access-token";

  static final String TOKEN_MISSING = "Access token is missing in the request header.";
  static final String TOKEN_EXPIRED = "The access token you provided has expired.";
  static final String TOKEN_INVALID =
      "The access token you provided is revoked, malformed or invalid.";
  static final String SECRET_EXPIRED = "The LWA secret token you provided has expired.";
  static final String WRONG_REGION = "The marketplaces you provided are not valid for region.";

  static final String NOT_ENROLLED =
      "Application is not enrolled for rotation notification. "
          + "Please update application notification preference in Developer console.";

  private AmazonFacts() {}
}
