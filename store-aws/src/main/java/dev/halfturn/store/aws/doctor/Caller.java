// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls AWS, and where.
 *
 * @param partition {@code aws}, {@code aws-cn} ...
 * @param account twelve digits
 * @param region such as {@code eu-central-1}
 * @param arn of the user or of the session of a role
 */
public record Caller(String partition, String account, String region, String arn) {

  private static final Pattern ARN = Pattern.compile("arn:([a-z-]+):[a-z]+::\\d{12}:.+");
  private static final Pattern SESSION =
      Pattern.compile("arn:([a-z-]+):sts::(\\d{12}):assumed-role/([^/]+)/.+");
  private static final Pattern USER = Pattern.compile("arn:[a-z-]+:iam::\\d{12}:user/.+");

  static Caller of(String account, String arn, String region) {
    Matcher matcher = ARN.matcher(arn);
    return new Caller(matcher.matches() ? matcher.group(1) : "aws", account, region, arn);
  }

  boolean isRoot() {
    return arn.endsWith(":root");
  }

  /** Whose policies count; empty if that cannot be told. A role's path is not known. */
  Optional<String> policySource() {
    Matcher session = SESSION.matcher(arn);
    if (session.matches()) {
      return Optional.of(
          "arn:" + session.group(1) + ":iam::" + session.group(2) + ":role/" + session.group(3));
    }
    return USER.matcher(arn).matches() ? Optional.of(arn) : Optional.empty();
  }

  /** The ARN of something of this account and region. */
  String arnOf(String service, String resource) {
    return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}
