// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.SecretValue;

/**
 * Secrets for tests, made to be found where they must not be: all hold {@link #TEXT}, so one {@link
 * #detector()} finds any of them. Tests that handle secrets use these, so that the logs of a whole
 * test run can be searched.
 */
public final class Canaries {

  /** What every canary holds; its punctuation looks different in a URL, in JSON and in base64. */
  public static final String TEXT = "canary|K7w+Zp/9Qx=Rd3vLt8";

  /** Like a client secret of Login with Amazon. */
  public static final String CLIENT_SECRET = "amzn1.oa2-cs.v1." + TEXT;

  /** Like a refresh token of Login with Amazon. */
  public static final String REFRESH_TOKEN = "Atzr|" + TEXT;

  /** Like an access token of Login with Amazon. */
  public static final String ACCESS_TOKEN = "Atza|" + TEXT;

  private Canaries() {}

  /** A secret that differs from those with other labels and holds the canary. */
  public static SecretValue secret(String label) {
    return SecretValue.ofUtf8(TEXT + "-" + label);
  }

  /** Finds every canary. */
  public static LeakDetector detector() {
    return LeakDetector.watching(SecretValue.ofUtf8(TEXT));
  }
}
