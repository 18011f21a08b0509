// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.protobuf.Timestamp;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.store.gcp.call.GcpAccess;
import dev.halfturn.store.gcp.call.GcpCall;
import dev.halfturn.store.gcp.call.GcpOptions;
import dev.halfturn.testbed.gcp.FakeSecretManager;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretManagerExaminationTest {

  private static final String NAME = "projects/my-project-1/secrets/erp";

  private final FakeSecretManager google = new FakeSecretManager();

  @AfterEach
  void stop() {
    google.close();
  }

  private void add(Secret secret) {
    google
        .secrets()
        .create(
            CreateSecretRequest.newBuilder()
                .setParent("projects/my-project-1")
                .setSecretId("erp")
                .setSecret(
                    secret.toBuilder()
                        .setReplication(
                            Replication.newBuilder()
                                .setAutomatic(Replication.Automatic.getDefaultInstance())))
                .build());
    google.secrets().add(NAME, "a value");
  }

  private List<Observed> examine() {
    PluginConfig config =
        PluginConfig.parse(
                GcpOptions.ALL,
                Map.of("project", "my-project-1", "endpoint", google.endpoint().toString()))
            .config()
            .orElseThrow();
    GcpAccess access = new GcpAccess("store 'tested'", config);
    return new SecretManagerExamination(access, new GcpCall(access))
        .examine(new TreeSet<>(List.of("erp", "missing")));
  }

  @Test
  void whatIsInOrderIsSaidToBe() {
    google.permits(permission -> !permission.endsWith(".delete"));
    add(Secret.getDefaultInstance());

    assertThat(examine())
        .extracting(Observed::level, Observed::label)
        .containsOnly(
            tuple(Level.OK, "identity"), tuple(Level.OK, "project"), tuple(Level.OK, "secrets"));
    assertThat(google.calls("AccessSecretVersion")).isEmpty();
  }

  @Test
  void aSecretThatExpiresIsAFailureWithTheCommandThatSavesIt() {
    Timestamp far = Timestamp.newBuilder().setSeconds(4_000_000_000L).build();
    add(Secret.newBuilder().setExpireTime(far).build());

    assertThat(examine())
        .filteredOn(observed -> observed.level() == Level.FAILURE)
        .singleElement()
        .satisfies(
            observed ->
                assertThat(observed.advice())
                    .hasValue("gcloud secrets update erp --remove-expiration"));
  }

  @Test
  void aNewestVersionThatIsDisabledFailsPlainReaders() {
    google.permits(permission -> !permission.endsWith(".delete"));
    add(Secret.getDefaultInstance());
    google.secrets().set(NAME + "/versions/1", State.DISABLED, "");

    assertThat(examine()).extracting(Observed::label).contains("newest version");
  }

  @Test
  void rightsThatAreMissingAndThatAreTooManyAreBothSaid() {
    add(Secret.getDefaultInstance());
    google.permits(permission -> !permission.endsWith("versions.access"));

    assertThat(examine())
        .filteredOn(observed -> observed.label().equals("rights"))
        .extracting(Observed::level)
        .containsExactly(Level.FAILURE, Level.WARNING);
  }
}
