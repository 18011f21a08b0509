// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import dev.halfturn.store.gcp.secretmanager.SecretManagerStoreFactory;
import dev.halfturn.testbed.gcp.FakeSecretManager;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The first secret out of Secret Manager, without encryption and without credentials. Ours makes
 * two calls, the second for the time at which the value was written.
 */
final class FirstOfSecretManager {

  private static final String PROJECT = "projects/acme-test";
  private static final String ID = "erp--lwa--clientsecret";
  private static final String NEWEST = PROJECT + "/secrets/" + ID + "/versions/latest";

  private FirstOfSecretManager() {}

  /** The SDK alone, over the transport that ours uses. */
  static final class Bare {
    private Bare() {}

    public static void main(String[] args) throws IOException {
      try (SecretManagerServiceClient client = overHttp(args[0])) {
        read(client);
      }
    }
  }

  /** The SDK alone, asking for what ours asks for. */
  static final class BareTwice {
    private BareTwice() {}

    public static void main(String[] args) throws IOException {
      try (SecretManagerServiceClient client = overHttp(args[0])) {
        read(client);
        if (!client.getSecretVersion(NEWEST).hasCreateTime()) {
          throw new IllegalStateException("no time");
        }
      }
    }
  }

  /** The SDK alone, over gRPC. */
  static final class OverGrpc {
    private OverGrpc() {}

    public static void main(String[] args) throws IOException {
      ManagedChannel channel = OkHttpChannelBuilder.forTarget(args[1]).usePlaintext().build();
      try (SecretManagerServiceClient client =
          SecretManagerServiceClient.create(
              SecretManagerServiceSettings.newBuilder()
                  .setTransportChannelProvider(
                      FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel)))
                  .setCredentialsProvider(NoCredentialsProvider.create())
                  .build())) {
        read(client);
      } finally {
        channel.shutdownNow();
      }
    }
  }

  /** Ours. */
  static final class Ours {
    private Ours() {}

    public static void main(String[] args) {
      FirstSecret.read(
          new SecretManagerStoreFactory(), Map.of("project", "acme-test", "endpoint", args[0]));
    }
  }

  private static SecretManagerServiceClient overHttp(String endpoint) throws IOException {
    return SecretManagerServiceClient.create(
        SecretManagerServiceSettings.newHttpJsonBuilder()
            .setEndpoint(endpoint)
            .setCredentialsProvider(NoCredentialsProvider.create())
            .build());
  }

  private static void read(SecretManagerServiceClient client) {
    FirstSecret.check(client.accessSecretVersion(NEWEST).getPayload().getData().toStringUtf8());
  }

  static void run(int rounds, Report report) throws IOException, InterruptedException {
    try (FakeSecretManager google = new FakeSecretManager()) {
      keep(google);
      FirstSecret first =
          new FirstSecret(
              "Secret Manager",
              List.of(google.endpoint().toString(), google.grpcTarget()),
              List.of(),
              Map.of(),
              rounds,
              report);
      first.ours(Ours.class, "the SDK's client alone, one call", Bare.class);
      first.ours(Ours.class, "the SDK's client alone, the same two calls", BareTwice.class);
      first.transport("JSON", Bare.class, "over gRPC and OkHttp", OverGrpc.class);
    }
  }

  private static void keep(FakeSecretManager google) {
    Secret secret =
        google
            .secrets()
            .create(
                CreateSecretRequest.newBuilder()
                    .setParent(PROJECT)
                    .setSecretId(ID)
                    .setSecret(
                        Secret.newBuilder()
                            .setReplication(
                                Replication.newBuilder()
                                    .setAutomatic(Replication.Automatic.getDefaultInstance())))
                    .build());
    google.secrets().add(secret.getName(), FirstSecret.VALUE);
  }
}
