// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which topic.
 *
 * @param arn what Amazon calls it; empty as long as only the name is known
 * @param region of the ARN
 * @param name the last part of the ARN
 */
record Topic(Optional<String> arn, Optional<String> region, String name) {

  private static final String NAME_FORM = "[A-Za-z0-9_-]{1,251}(?:\\.fifo)?";
  private static final Pattern NAME = Pattern.compile(NAME_FORM);
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:sns:([a-z0-9-]{1,40}):[0-9]{12}:(" + NAME_FORM + ")");

  static Topic parse(String text) {
    Matcher arn = ARN.matcher(text);
    if (arn.matches()) {
      return new Topic(Optional.of(text), Optional.of(arn.group(1)), arn.group(2));
    }
    if (NAME.matcher(text).matches()) {
      return new Topic(Optional.empty(), Optional.empty(), text);
    }
    throw new IllegalArgumentException("must look like arn:aws:sns:eu-central-1:111122223333:name");
  }

  /** Whether it keeps the order of messages and drops repetitions. */
  boolean isFifo() {
    return name.endsWith(".fifo");
  }
}
