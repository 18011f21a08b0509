// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.everystore;

import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.store.aws.ssm.SsmOfTests;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSsm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The Parameter Store of an account. */
public final class SsmPlace implements StorePlace {

  private static final Set<String> WRITES =
      Set.of("PutParameter", "DeleteParameter", "DeleteParameters", "LabelParameterVersion");

  private final Path directory;
  private final FakeAws aws;

  public SsmPlace(Path directory, InstantSource clock) {
    this.directory = directory;
    this.aws = new FakeAws().with("ssm", new FakeSsm(clock));
  }

  @Override
  public String type() {
    return "aws-ssm";
  }

  @Override
  public Map<String, String> options() {
    return Map.of(
        "region", "eu-central-1",
        "endpoint", aws.endpoint().toString(),
        "access-key-id-file", file("aws-id", "AKIDEXAMPLE"),
        "secret-access-key-file", file("aws-key", "example"));
  }

  @Override
  public PluginRegistry plugins(Consumer<Duration> waits) {
    return PluginRegistry.of(List.of(SsmOfTests.waitingBy(waits)))
        .before(Set.of(), () -> List.of(plugins()));
  }

  @Override
  public void onWrite(Consumer<String> observer) {
    aws.refuses(
        request -> {
          if (WRITES.contains(request.operation())) {
            observer.accept(request.operation());
          }
          return Optional.empty();
        });
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
