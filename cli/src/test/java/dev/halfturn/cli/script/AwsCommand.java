// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSsm;
import dev.halfturn.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * AWS, played in this process: {@code aws start}, after which stores of its types find it; {@code
 * aws put NAME VALUE} and {@code aws get NAME}, as somebody else does it.
 */
final class AwsCommand implements AutoCloseable {

  private static final List<String> INSTANCES = List.of("AWS_SSM", "AWS_SECRETS_MANAGER");

  private final Path directory;
  private final Map<String, String> environment;
  private final FakeSsm ssm;
  private final FakeAws aws = new FakeAws();

  AwsCommand(Path directory, Map<String, String> environment, SettableClock clock) {
    this.directory = directory;
    this.environment = environment;
    this.ssm = new FakeSsm(clock);
    aws.with("ssm", ssm);
  }

  String run(List<String> args) {
    switch (args.get(0)) {
      case "start" -> start();
      case "put" -> ssm.put(args.get(1), args.get(2));
      case "get" -> {
        List<String> values = ssm.values(args.get(1));
        return values.get(values.size() - 1) + "\n";
      }
      default -> throw new IllegalArgumentException("no such command: aws " + args.get(0));
    }
    return "";
  }

  private void start() {
    String id = file("aws-id", "AKIDEXAMPLE");
    String key = file("aws-key", "example");
    for (String instance : INSTANCES) {
      String prefix = "HALFTURN_STORE_" + instance + "_";
      environment.put(prefix + "REGION", "eu-central-1");
      environment.put(prefix + "ENDPOINT", aws.endpoint().toString());
      environment.put(prefix + "ACCESS_KEY_ID_FILE", id);
      environment.put(prefix + "SECRET_ACCESS_KEY_FILE", key);
    }
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
