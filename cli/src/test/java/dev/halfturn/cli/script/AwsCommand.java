// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import dev.halfturn.testbed.aws.AwsError;
import dev.halfturn.testbed.aws.AwsReply;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeEvents;
import dev.halfturn.testbed.aws.FakeQueues;
import dev.halfturn.testbed.aws.FakeSchedules;
import dev.halfturn.testbed.aws.FakeSns;
import dev.halfturn.testbed.aws.FakeSqs;
import dev.halfturn.testbed.aws.FakeSsm;
import dev.halfturn.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The scripts' hand on a played AWS, in which a queue, a topic and a role are there. {@code aws
 * store}, {@code aws scheduler} and {@code aws queue} put into the environment where stores, the
 * scheduler, or the issuer, find it; {@code aws put NAME VALUE} and {@code aws get NAME} are
 * somebody else at the parameters.
 */
final class AwsCommand implements AutoCloseable {

  private static final List<String> STORES = List.of("AWS_SSM", "AWS_SECRETS_MANAGER");
  private static final String SCHEDULER = "HALFTURN_SCHEDULER_AWS_EVENTBRIDGE_";
  private static final String ISSUER = "HALFTURN_ISSUER_SPAPI_";
  private static final String ACCOUNT = ":eu-central-1:111122223333:";
  private static final String TRUST =
      "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A"
          + "%22scheduler.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%7D";

  private final Path directory;
  private final Map<String, String> environment;
  private final FakeAws aws = new FakeAws();
  private final FakeSns sns = new FakeSns("arn:aws:sns" + ACCOUNT + "lwa");
  private final FakeSsm ssm;
  private final FakeQueues queues;

  AwsCommand(Path directory, Map<String, String> environment, SettableClock clock) {
    this.directory = directory;
    this.environment = environment;
    this.ssm = new FakeSsm(clock);
    this.queues = new FakeQueues(aws, clock, "eu-central-1", "111122223333");
    FakeSqs sqs = new FakeSqs(aws, "arn:aws:sqs" + ACCOUNT + "halfturn-wake-ups");
    aws.with("ssm", ssm)
        .with("sqs", sqs)
        .with("sns", sns)
        .with("events", new FakeEvents(sns::take))
        .with("scheduler", new FakeSchedules(clock, sqs))
        .with(
            "iam",
            request ->
                AwsReply.xml(
                    200,
                    "<R><AssumeRolePolicyDocument>" + TRUST + "</AssumeRolePolicyDocument></R>"));
  }

  String run(List<String> args) {
    switch (args.get(0)) {
      case "store" -> store();
      case "scheduler" -> scheduler();
      case "queue" -> queue();
      case "send" -> queues.queue(args.get(1)).send(args.get(2));
      case "put" -> ssm.put(args.get(1), args.get(2));
      case "get" -> {
        List<String> values = ssm.values(args.get(1));
        return values.get(values.size() - 1) + "\n";
      }
      case "encrypt" -> sns.attributes().put("KmsMasterKeyId", args.get(1));
      case "refuse" -> aws.refuses(args.get(1), AwsError.of(args.get(2), "no"));
      case "close" -> aws.close();
      default -> throw new IllegalArgumentException("aws cannot " + args.get(0));
    }
    return "";
  }

  private void store() {
    for (String store : STORES) {
      String prefix = "HALFTURN_STORE_" + store + "_";
      environment.put(prefix + "REGION", "eu-central-1");
      environment.put(prefix + "ENDPOINT", aws.endpoint().toString());
      environment.put(prefix + "ACCESS_KEY_ID_FILE", file("aws-id", "AKIDEXAMPLE"));
      environment.put(prefix + "SECRET_ACCESS_KEY_FILE", file("aws-key", "example"));
    }
  }

  private void scheduler() {
    environment.put(SCHEDULER + "ENDPOINT", aws.endpoint().toString());
    environment.put(SCHEDULER + "ACCESS_KEY_ID", "x");
    environment.put(SCHEDULER + "SECRET_ACCESS_KEY", "x");
  }

  private void queue() {
    aws.with("sqs", queues);
    environment.put(ISSUER + "ENDPOINT", aws.endpoint().toString());
    environment.put(ISSUER + "ACCESS_KEY_ID", "x");
    environment.put(ISSUER + "SECRET_ACCESS_KEY", "x");
  }

  private String file(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    aws.close();
  }
}
