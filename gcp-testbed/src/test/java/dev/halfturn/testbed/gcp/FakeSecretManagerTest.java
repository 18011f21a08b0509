// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.DeleteSecretRequest;
import com.google.cloud.secretmanager.v1.DestroySecretVersionRequest;
import com.google.cloud.secretmanager.v1.DisableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.EnableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsRequest;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Rotation;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.cloud.secretmanager.v1.Topic;
import com.google.iam.v1.Binding;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.Timestamps;
import dev.halfturn.testkit.SettableClock;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of the test bed, through Google's own client, whichever way it comes. */
class FakeSecretManagerTest {

  enum Face {
    JSON,
    GRPC
  }

  private static final String PROJECT = "projects/acme-test";
  private static final String NAME = PROJECT + "/secrets/s";
  private static final Secret PLAIN =
      Secret.newBuilder()
          .setReplication(
              Replication.newBuilder().setAutomatic(Replication.Automatic.getDefaultInstance()))
          .build();

  private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  private final FakeSecretManager google = new FakeSecretManager(clock);
  private ManagedChannel channel;
  private SecretManagerServiceClient client;

  @AfterEach
  void stop() {
    client.close();
    if (channel != null) {
      channel.shutdownNow();
    }
    google.close();
  }

  private void connect(Face face) throws IOException {
    SecretManagerServiceSettings.Builder settings;
    if (face == Face.JSON) {
      settings =
          SecretManagerServiceSettings.newHttpJsonBuilder()
              .setEndpoint(google.endpoint().toString());
    } else {
      channel =
          OkHttpChannelBuilder.forTarget(google.grpcTarget(), InsecureChannelCredentials.create())
              .build();
      settings =
          SecretManagerServiceSettings.newBuilder()
              .setTransportChannelProvider(
                  FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel)));
    }
    client =
        SecretManagerServiceClient.create(
            settings.setCredentialsProvider(NoCredentialsProvider.create()).build());
  }

  private static String status(Runnable call) {
    ApiException e = catchThrowableOfType(ApiException.class, call::run);
    if (e.getCause() instanceof HttpResponseException answer) {
      Matcher said = Pattern.compile("\"status\" *: *\"([A-Z_]+)\"").matcher(answer.getContent());
      assertThat(said.find()).isTrue();
      return said.group(1);
    }
    return e.getStatusCode().getCode().name();
  }

  private static SecretPayload payload(String text) {
    return SecretPayload.newBuilder().setData(ByteString.copyFromUtf8(text)).build();
  }

  private String read(String version) {
    return client
        .accessSecretVersion(NAME + "/versions/" + version)
        .getPayload()
        .getData()
        .toStringUtf8();
  }

  private Secret update(Secret secret, String... mask) {
    return client.updateSecret(secret, FieldMaskUtil.fromStringList(List.of(mask)));
  }

  private void refusesToMake(Consumer<Secret.Builder> change) {
    Secret.Builder secret = PLAIN.toBuilder();
    change.accept(secret);
    assertThat(status(() -> client.createSecret(PROJECT, "refused", secret.build())))
        .isEqualTo("INVALID_ARGUMENT");
  }

  @ParameterizedTest
  @EnumSource
  void versionsAreNumberedFromOneAndLatestIsTheOneCreatedLast(Face face) throws IOException {
    connect(face);
    client.createSecret(PROJECT, "s", PLAIN);
    assertThat(status(() -> read("latest"))).isEqualTo("NOT_FOUND");

    client.addSecretVersion(NAME, payload("one"));
    SecretVersion two = client.addSecretVersion(NAME, payload("two"));

    assertThat(two.getName()).isEqualTo(NAME + "/versions/2");
    assertThat(read("1")).isEqualTo("one");
    assertThat(read("latest")).isEqualTo("two");
    client.disableSecretVersion(two.getName());
    assertThat(status(() -> read("latest"))).isEqualTo("FAILED_PRECONDITION");
    assertThat(status(() -> read("3"))).isEqualTo("NOT_FOUND");
    client.enableSecretVersion(two.getName());
    assertThat(read("latest")).isEqualTo("two");
    assertThat(client.destroySecretVersion(two.getName()).getState()).isEqualTo(State.DESTROYED);
    assertThat(status(() -> client.enableSecretVersion(two.getName())))
        .isEqualTo("FAILED_PRECONDITION");
    assertThat(
            client
                .listSecretVersions(
                    ListSecretVersionsRequest.newBuilder()
                        .setParent(NAME)
                        .setFilter("state:ENABLED")
                        .build())
                .iterateAll())
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void checksumsAreCheckedAndReturned(Face face) throws IOException {
    connect(face);
    client.createSecret(PROJECT, "s", PLAIN);

    SecretPayload wrong = payload("one").toBuilder().setDataCrc32C(1).build();
    assertThat(status(() -> client.addSecretVersion(NAME, wrong))).isEqualTo("INVALID_ARGUMENT");

    assertThat(client.addSecretVersion(NAME, payload("one")).getClientSpecifiedPayloadChecksum())
        .isFalse();
    SecretPayload read = client.accessSecretVersion(NAME + "/versions/1").getPayload();
    assertThat(read.getDataCrc32C()).isEqualTo(Crc32c.of(read.getData()));
    assertThat(client.addSecretVersion(NAME, read).getClientSpecifiedPayloadChecksum()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aPayloadHasItsLimits(Face face) throws IOException {
    connect(face);
    client.createSecret(PROJECT, "s", PLAIN);

    client.addSecretVersion(NAME, payload("x".repeat(65_536)));
    assertThat(status(() -> client.addSecretVersion(NAME, payload("x".repeat(65_537)))))
        .isEqualTo("INVALID_ARGUMENT");
    assertThat(status(() -> client.addSecretVersion(NAME, payload(""))))
        .isEqualTo("INVALID_ARGUMENT");
    assertThat(status(() -> client.addSecretVersion(NAME + "x", payload("x"))))
        .isEqualTo("NOT_FOUND");
  }

  @ParameterizedTest
  @EnumSource
  void etagsAreChangedByUpdatesAloneAndChecked(Face face) throws IOException {
    connect(face);
    Secret made = client.createSecret(PROJECT, "s", PLAIN);
    SecretVersion one = client.addSecretVersion(NAME, payload("one"));
    assertThat(client.getSecret(NAME).getEtag()).isEqualTo(made.getEtag());

    Secret changed = update(made.toBuilder().putLabels("a", "b").build(), "labels");
    assertThat(changed.getEtag()).isNotEqualTo(made.getEtag());
    assertThat(status(() -> update(made, "labels"))).isEqualTo("FAILED_PRECONDITION");
    update(made.toBuilder().clearEtag().putAnnotations("k", "v").build(), "annotations");
    assertThat(client.getSecret(NAME).getLabelsMap()).containsEntry("a", "b");

    client.disableSecretVersion(
        DisableSecretVersionRequest.newBuilder()
            .setName(one.getName())
            .setEtag(one.getEtag())
            .build());
    assertThat(
            status(
                () ->
                    client.enableSecretVersion(
                        EnableSecretVersionRequest.newBuilder()
                            .setName(one.getName())
                            .setEtag(one.getEtag())
                            .build())))
        .isEqualTo("FAILED_PRECONDITION");
    assertThat(
            status(
                () ->
                    client.destroySecretVersion(
                        DestroySecretVersionRequest.newBuilder()
                            .setName(one.getName())
                            .setEtag(one.getEtag())
                            .build())))
        .isEqualTo("FAILED_PRECONDITION");
    assertThat(
            status(
                () ->
                    client.deleteSecret(
                        DeleteSecretRequest.newBuilder()
                            .setName(NAME)
                            .setEtag(made.getEtag())
                            .build())))
        .isEqualTo("FAILED_PRECONDITION");
    client.deleteSecret(NAME);
    assertThat(status(() -> client.getSecret(NAME))).isEqualTo("NOT_FOUND");
  }

  @ParameterizedTest
  @EnumSource
  void whatASecretBearsHasItsLimits(Face face) throws IOException {
    connect(face);
    client.createSecret(PROJECT, "s", PLAIN);
    assertThat(status(() -> client.createSecret(PROJECT, "s", PLAIN))).isEqualTo("ALREADY_EXISTS");
    assertThat(status(() -> client.createSecret(PROJECT, "a.b", PLAIN)))
        .isEqualTo("INVALID_ARGUMENT");
    assertThat(status(() -> client.createSecret(PROJECT, "x".repeat(256), PLAIN)))
        .isEqualTo("INVALID_ARGUMENT");
    refusesToMake(Secret.Builder::clearReplication);
    refusesToMake(secret -> secret.putLabels("Upper", "x"));
    refusesToMake(secret -> secret.putLabels("when", "2026-03-01T12:00:00Z"));
    refusesToMake(secret -> secret.putAnnotations("-x", "y"));
    refusesToMake(secret -> secret.putAnnotations("x", "y".repeat(16 * 1024)));
    refusesToMake(secret -> secret.putVersionAliases("latest", 1));
    refusesToMake(secret -> secret.putVersionAliases("1st", 1));
    refusesToMake(secret -> secret.addTopics(Topic.newBuilder().setName("topic")));
    refusesToMake(
        secret ->
            secret.setRotation(
                Rotation.newBuilder()
                    .setNextRotationTime(Timestamps.parseUnchecked("2026-08-01T00:00:00Z"))));
    refusesToMake(
        secret ->
            secret
                .addTopics(Topic.newBuilder().setName("projects/p/topics/t"))
                .setRotation(
                    Rotation.newBuilder()
                        .setNextRotationTime(Timestamps.parseUnchecked("2026-03-01T12:04:59Z"))));
    assertThat(status(() -> update(PLAIN.toBuilder().setName(NAME).build(), "replication")))
        .isEqualTo("INVALID_ARGUMENT");
    assertThat(status(() -> client.createSecret(PROJECT + "/locations/europe-west3", "s", PLAIN)))
        .isEqualTo("INVALID_ARGUMENT");
  }

  @ParameterizedTest
  @EnumSource
  void anAliasIsAnotherNameOfAVersion(Face face) throws IOException {
    connect(face);
    Secret made = client.createSecret(PROJECT, "s", PLAIN);
    client.addSecretVersion(NAME, payload("one"));
    client.addSecretVersion(NAME, payload("two"));

    update(made.toBuilder().putVersionAliases("first", 1).build(), "version_aliases");

    assertThat(read("first")).isEqualTo("one");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsToEndEnds(Face face) throws IOException {
    connect(face);
    Secret ending = PLAIN.toBuilder().setTtl(Durations.fromSeconds(60)).build();
    assertThat(client.createSecret(PROJECT, "s", ending).getExpireTime())
        .isEqualTo(Timestamps.parseUnchecked("2026-03-01T12:01:00Z"));
    Secret careful = PLAIN.toBuilder().setVersionDestroyTtl(Durations.fromSeconds(60)).build();
    client.createSecret(PROJECT, "careful", careful);
    SecretVersion one = client.addSecretVersion(PROJECT + "/secrets/careful", payload("one"));
    assertThat(client.destroySecretVersion(one.getName()).getState()).isEqualTo(State.DISABLED);

    clock.advance(Duration.ofMinutes(1));

    assertThat(status(() -> client.getSecret(NAME))).isEqualTo("NOT_FOUND");
    assertThat(client.getSecretVersion(one.getName()).getState()).isEqualTo(State.DESTROYED);
  }

  @ParameterizedTest
  @EnumSource
  void listsHavePagesAndFilters(Face face) throws IOException {
    connect(face);
    for (String id : List.of("a1", "a2", "b1")) {
      client.createSecret(PROJECT, id, PLAIN.toBuilder().putLabels("id", id).build());
    }
    client.createSecret(PROJECT + "/locations/europe-west3", "a3", Secret.getDefaultInstance());

    assertThat(names(ListSecretsRequest.newBuilder().setPageSize(2)))
        .containsExactly("b1", "a2", "a1");
    assertThat(google.calls("ListSecrets")).hasSize(2);
    assertThat(names(ListSecretsRequest.newBuilder().setFilter("name:A"))).hasSize(3);
    assertThat(names(ListSecretsRequest.newBuilder().setFilter("name:secrets/a AND labels.id=a2")))
        .containsExactly("a2");
    assertThat(status(() -> names(ListSecretsRequest.newBuilder().setFilter("colour:red"))))
        .isEqualTo("INVALID_ARGUMENT");
    assertThat(status(() -> names(ListSecretsRequest.newBuilder().setPageToken("of others"))))
        .isEqualTo("INVALID_ARGUMENT");
  }

  private List<String> names(ListSecretsRequest.Builder request) {
    List<String> names = new ArrayList<>();
    client
        .listSecrets(request.setParent(PROJECT).build())
        .iterateAll()
        .forEach(found -> names.add(found.getName().replaceAll(".*/", "")));
    return names;
  }

  @ParameterizedTest
  @EnumSource
  void policiesAreKeptAndPermissionsAreSettable(Face face) throws IOException {
    connect(face);
    client.createSecret(PROJECT, "s", PLAIN);
    Policy policy =
        Policy.newBuilder()
            .addBindings(Binding.newBuilder().setRole("roles/x").addMembers("user:a@example.com"))
            .build();
    client.setIamPolicy(
        SetIamPolicyRequest.newBuilder().setResource(NAME).setPolicy(policy).build());
    assertThat(client.getIamPolicy(GetIamPolicyRequest.newBuilder().setResource(NAME).build()))
        .isEqualTo(policy);

    google.permits(permission -> permission.endsWith(".access"));

    assertThat(
            client
                .testIamPermissions(
                    TestIamPermissionsRequest.newBuilder()
                        .setResource(NAME)
                        .addPermissions("secretmanager.versions.access")
                        .addPermissions("secretmanager.versions.add")
                        .build())
                .getPermissionsList())
        .containsExactly("secretmanager.versions.access");
  }

  @ParameterizedTest
  @EnumSource
  void aCallWithoutItsPermissionIsRefused(Face face) throws IOException {
    connect(face);
    client.createSecret(PROJECT, "s", PLAIN);
    google.permits(permission -> permission.equals("secretmanager.versions.add"));

    assertThat(client.addSecretVersion(NAME, payload("one")).getName()).endsWith("/versions/1");
    assertThat(status(() -> client.accessSecretVersion(NAME + "/versions/1")))
        .isEqualTo("PERMISSION_DENIED");
    assertThat(status(() -> client.getSecret(PROJECT + "/secrets/missing")))
        .isEqualTo("PERMISSION_DENIED");
  }

  @ParameterizedTest
  @EnumSource
  void aVersionMayBeShownLateUnlessItIsAskedForByItsNumber(Face face) throws IOException {
    connect(face);
    client.createSecret(PROJECT, "s", PLAIN);
    client.addSecretVersion(NAME, payload("one"));
    client.addSecretVersion(NAME, payload("two"));
    google.secrets().showsLate(1);

    assertThat(client.getSecretVersion(NAME + "/versions/latest").getName())
        .endsWith("/versions/1");
    assertThat(google.secrets().versions(NAME, "")).hasSize(1);
    assertThat(client.getSecretVersion(NAME + "/versions/2").getName()).endsWith("/versions/2");
  }

  @ParameterizedTest
  @EnumSource
  void theJournalHoldsNoPayload(Face face) throws IOException {
    connect(face);
    client.createSecret(PROJECT, "s", PLAIN);
    client.addSecretVersion(NAME, payload("one"));

    assertThat(
            google
                .calls("AddSecretVersion")
                .get(0)
                .request(AddSecretVersionRequest.class)
                .getPayload()
                .getData()
                .isEmpty())
        .isTrue();
  }
}
