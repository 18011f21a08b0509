// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import dev.halfturn.testbed.aws.AwsError;
import dev.halfturn.testbed.aws.AwsReply;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeEvents;
import dev.halfturn.testbed.aws.FakeSchedules;
import dev.halfturn.testbed.aws.FakeSns;
import dev.halfturn.testbed.aws.FakeSqs;
import dev.halfturn.testkit.SettableClock;
import java.util.List;
import java.util.Map;

/**
 * The scripts' hand on a played AWS, which begins with the first word: a queue, a topic and a role
 * are there. The scheduler's settings in the environment say where it is.
 */
final class AwsCommand implements AutoCloseable {

  private static final String SETTING = "HALFTURN_SCHEDULER_AWS_EVENTBRIDGE_";
  private static final String ACCOUNT = ":eu-central-1:111122223333:";
  private static final String TRUST =
      "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A"
          + "%22scheduler.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%7D";

  private final FakeAws aws = new FakeAws();
  private final FakeSns sns = new FakeSns("arn:aws:sns" + ACCOUNT + "lwa");

  AwsCommand(SettableClock clock, Map<String, String> environment) {
    FakeSqs sqs = new FakeSqs(aws, "arn:aws:sqs" + ACCOUNT + "halfturn-wake-ups");
    aws.with("sqs", sqs)
        .with("sns", sns)
        .with("events", new FakeEvents(sns::take))
        .with("scheduler", new FakeSchedules(clock, sqs))
        .with(
            "iam",
            request ->
                AwsReply.xml(
                    200,
                    "<R><AssumeRolePolicyDocument>" + TRUST + "</AssumeRolePolicyDocument></R>"));
    environment.put(SETTING + "ENDPOINT", aws.endpoint().toString());
    environment.put(SETTING + "ACCESS_KEY_ID", "x");
    environment.put(SETTING + "SECRET_ACCESS_KEY", "x");
  }

  String run(List<String> args) {
    switch (args.get(0)) {
      case "begin" -> {}
      case "encrypt" -> sns.attributes().put("KmsMasterKeyId", args.get(1));
      case "refuse" -> aws.refuses(args.get(1), AwsError.of(args.get(2), "no"));
      case "close" -> aws.close();
      default -> throw new IllegalArgumentException("aws cannot " + args.get(0));
    }
    return "";
  }

  @Override
  public void close() {
    aws.close();
  }
}
