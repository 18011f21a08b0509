// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What AWS calls one of its things.
 *
 * @param text the whole
 * @param service {@code sqs}
 * @param region empty where the thing belongs to none
 * @param account twelve digits
 * @param resource what is left: {@code my-queue}, {@code function:my-function}
 */
record Arn(String text, String service, String region, String account, String resource) {

  private static final Pattern FORM =
      Pattern.compile(
          "arn:aws[a-z-]*:([a-z]{2,20}):([a-z0-9-]{0,40}):([0-9]{12}):([\\w.@/+=,:$-]{1,600})");
  private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9_-]{1,80}");
  private static final Pattern FUNCTION =
      Pattern.compile("function:[A-Za-z0-9_-]{1,64}(?::[A-Za-z0-9_$-]{1,128})?");
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_-]{1,256}");

  private static Arn parse(String text, String example) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must look like " + example);
    }
    return new Arn(text, matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
  }

  /** A queue, or a function. */
  static Arn target(String text) {
    String example = "arn:aws:sqs:eu-central-1:111122223333:halfturn-wake-ups";
    Arn arn = parse(text, example);
    if (arn.isQueue() && arn.resource().endsWith(".fifo")) {
      throw new IllegalArgumentException("must be a queue that is no FIFO queue, or a function");
    }
    boolean fits =
        arn.isQueue()
            ? QUEUE.matcher(arn.resource()).matches()
            : arn.service().equals("lambda") && FUNCTION.matcher(arn.resource()).matches();
    if (!fits) {
      throw new IllegalArgumentException("must look like " + example);
    }
    return arn;
  }

  /** A role. */
  static Arn role(String text) {
    String example = "arn:aws:iam::111122223333:role/halfturn-scheduler";
    Arn arn = parse(text, example);
    if (!arn.service().equals("iam") || !arn.resource().startsWith("role/")) {
      throw new IllegalArgumentException("must look like " + example);
    }
    return arn;
  }

  /** A topic; EventBridge sends to none that keeps the order of messages. */
  static Arn topic(String text) {
    String example = "arn:aws:sns:eu-central-1:111122223333:lwa";
    Arn arn = parse(text, example);
    if (!arn.service().equals("sns") || !TOPIC.matcher(arn.resource()).matches()) {
      throw new IllegalArgumentException("must look like " + example);
    }
    return arn;
  }

  boolean isQueue() {
    return service.equals("sqs");
  }

  /** The last part of the name, without what stands before it. */
  String name() {
    return resource.substring(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
  }
}
