// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.store.aws.ssm.SsmSecretStoreFactory;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSsm;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The first secret out of the Parameter Store of AWS, over HTTP, with credentials at hand. */
final class FirstOfParameterStore {

  private static final String RAW_NAME = "/" + FirstSecret.NAME;

  private FirstOfParameterStore() {}

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
        FirstSecret.check(
            client
                .getParameter(get -> get.name(RAW_NAME).withDecryption(true))
                .parameter()
                .value());
      }
    }
  }

  /** Ours. */
  static final class Ours {
    private Ours() {}

    public static void main(String[] args) {
      FirstSecret.read(
          new SsmSecretStoreFactory(),
          Map.of(
              "endpoint", args[0],
              "region", "eu-central-1",
              "access-key-id", "AKIDEXAMPLE",
              "secret-access-key", "example"));
    }
  }

  static void run(int rounds, Report report) throws IOException, InterruptedException {
    FakeSsm ssm = new FakeSsm(InstantSource.system());
    ssm.put(RAW_NAME, FirstSecret.VALUE);
    try (FakeAws aws = new FakeAws().with("ssm", ssm)) {
      FirstSecret first =
          new FirstSecret(
              "the Parameter Store",
              List.of(aws.endpoint().toString()),
              List.of(),
              Map.of(),
              rounds,
              report);
      first.ours(Ours.class, "the SDK's client alone", Bare.class);
      first.besideLimit(
          Ours.class, "a request signed by hand, without any library", HandSigned.class, 1.15);
    }
  }
}
