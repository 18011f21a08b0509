// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.call;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a service names its refusal, in a body that is JSON or XML. */
final class ErrorName {

  private static final Pattern NAMED =
      Pattern.compile("\"(?:__type|code|Code)\"\\s*:\\s*\"([^\"]{1,200})\"|<Code>([^<]{1,200})<");

  private ErrorName() {}

  static Optional<String> in(String body) {
    Matcher matcher = NAMED.matcher(body);
    return matcher.find()
        ? Optional.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2))
        : Optional.empty();
  }

  /** Without the name space before it and the address behind it. */
  static String plain(String name) {
    String end = name.substring(name.indexOf('#') + 1);
    int colon = end.indexOf(':');
    return colon < 0 ? end : end.substring(0, colon);
  }
}
