// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.store.aws.ssm.SsmSecretStoreFactory;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSsm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * From the start of a JVM to the first secret out of the Parameter Store, through our module and
 * through the SDK's client alone.
 */
final class FirstParameter {

  private static final String NAME = "erp/lwa/clientsecret";
  private static final String VALUE = "amzn1.oa2-cs.v1.example";
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  private FirstParameter() {}

  /** The SDK alone. */
  static final class Bare {
    private Bare() {}

    public static void main(String[] args) {
      try (SsmClient client =
          SsmClient.builder()
              .endpointOverride(URI.create(args[0]))
              .region(Region.EU_CENTRAL_1)
              .credentialsProvider(
                  StaticCredentialsProvider.create(
                      AwsBasicCredentials.create("AKIDEXAMPLE", "example")))
              .httpClient(UrlConnectionHttpClient.create())
              .build()) {
        check(
            client
                .getParameter(get -> get.name("/" + NAME).withDecryption(true))
                .parameter()
                .value());
      }
    }
  }

  /** Ours. */
  static final class Ours {
    private Ours() {}

    public static void main(String[] args) {
      SsmSecretStoreFactory factory = new SsmSecretStoreFactory();
      Map<String, String> settings =
          Map.of(
              "endpoint", args[0],
              "region", "eu-central-1",
              "access-key-id", "AKIDEXAMPLE",
              "secret-access-key", "example");
      PluginConfig config = PluginConfig.parse(factory.options(), settings).config().orElseThrow();
      PluginContext context =
          new PluginContext(
              "aws-ssm", InstantSource.system(), new SecureRandom(), Path.of("nowhere"));
      try (SecretStore store = factory.open(config, context)) {
        check(store.find(new SecretName(NAME)).orElseThrow().value().revealUtf8());
      }
    }
  }

  private static void check(String value) {
    if (!value.equals(VALUE)) {
      throw new IllegalStateException("read another value than was written");
    }
  }

  static void run(int rounds, Report report) throws IOException, InterruptedException {
    FakeSsm ssm = new FakeSsm(InstantSource.system());
    ssm.put("/" + NAME, VALUE);
    try (FakeAws aws = new FakeAws().with("ssm", ssm)) {
      measure("", List.of(), aws, rounds, report);
      measure(", compiler and collector for short lives", SHORT_LIVED, aws, rounds, report);
    }
  }

  private static void measure(
      String how, List<String> options, FakeAws aws, int rounds, Report report)
      throws IOException, InterruptedException {
    StartUpBed.Program bare = program(Bare.class, options, aws);
    StartUpBed.Program ours = program(Ours.class, options, aws);
    bare.run();
    ours.run();
    Pair times = new Pair(rounds);
    for (int i = 0; i < rounds; i++) {
      times.add(bare.run(), ours.run());
    }
    report.ratio(
        "first secret of the Parameter Store, fresh JVM" + how,
        "the SDK's client alone",
        times.theirMillis(),
        times.ourMillis(),
        "ms",
        1.05);
  }

  private static StartUpBed.Program program(Class<?> main, List<String> options, FakeAws aws) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.add(aws.endpoint().toString());
    return new StartUpBed.Program(command, Map.of());
  }
}
