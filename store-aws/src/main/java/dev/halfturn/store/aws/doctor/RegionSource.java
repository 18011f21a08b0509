// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import java.util.Map;

/** Where the region comes from, as the SDK looks for it. */
final class RegionSource {

  private RegionSource() {}

  /**
   * The source in words.
   *
   * @param isOption whether the store's option region is set
   * @param property the value of the Java system property, or null
   */
  static String of(boolean isOption, String property, Map<String, String> environment) {
    if (isOption) {
      return "option region";
    }
    if (property != null) {
      return "Java system property aws.region";
    }
    if (environment.containsKey(Names.REGION)) {
      return Names.REGION;
    }
    return environment.containsKey(Names.PROFILE)
        ? "profile '" + environment.get(Names.PROFILE) + "'"
        : "profile in ~/.aws, or this machine";
  }

  /** Variables of the environment. */
  private static final class Names {
    static final String REGION = "AWS_REGION";
    static final String PROFILE = "AWS_PROFILE";
  }
}
