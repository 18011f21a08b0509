// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testbed.aws.FaultProxy;
import dev.halfturn.testbed.aws.FaultProxy.Fault;
import dev.halfturn.testbed.aws.Moto;
import dev.halfturn.testkit.Plugins;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.halfturn.testbed.aws.Moto#isInstalled")
class MotoSsmFaultsTest {

  private static Moto moto;
  private static FaultProxy network;

  @BeforeAll
  static void start() {
    moto = new Moto();
    network = new FaultProxy(moto.endpoint().getPort());
  }

  @AfterAll
  static void stop() {
    network.close();
    moto.close();
  }

  private static SsmSecretStore store(URI endpoint) {
    return (SsmSecretStore)
        Plugins.open(
            new SsmSecretStoreFactory(time -> {}),
            SsmSettings.at(endpoint),
            new PluginContext(
                "aws-ssm", InstantSource.system(), new SecureRandom(), Path.of("unused")));
  }

  @Test
  void aLostAnswerMakesNoSecondVersion() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    try (SsmSecretStore store = store(moto.endpoint());
        SsmSecretStore distant = store(network.endpoint())) {
      store.put(name, secret("one"));
      network.plan(connection -> connection == 1 ? Fault.ANSWER_LOST : Fault.NONE);

      SecretVersion two = distant.put(name, secret("two"));

      assertThat(store.versions(name)).hasSize(2).first().isEqualTo(two);
      assertThat(store.find(name)).map(StoredSecret::value).contains(secret("two"));
    }
  }

  @Test
  void aRaceIsNoticedAndMended() {
    SecretName name = new SecretName("erp/lwa/clientsecret/rotation");
    try (SsmSecretStore store = store(moto.endpoint());
        SsmSecretStore distant = store(network.endpoint())) {
      String one = store.put(name, secret("one")).id();
      network.plan(
          connection -> {
            if (connection == 1) {
              assertThat(store.putUnlessOvertaken(name, secret("first"), Optional.of(one)))
                  .isPresent();
            }
            return Fault.NONE;
          });

      assertThat(distant.putUnlessOvertaken(name, secret("second"), Optional.of(one))).isEmpty();
      assertThat(store.find(name)).map(StoredSecret::value).contains(secret("first"));
    }
  }
}
