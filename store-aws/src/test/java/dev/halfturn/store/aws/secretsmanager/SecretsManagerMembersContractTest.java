// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testbed.aws.AwsService;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSecretsManager;
import dev.halfturn.testkit.ConditionalSecretStoreContract;
import dev.halfturn.testkit.SecretStoreContract;
import dev.halfturn.testkit.VersionedSecretStoreContract;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The contract where client id and client secret are members of one secret. */
class SecretsManagerMembersContractTest extends SecretStoreContract
    implements ConditionalSecretStoreContract, VersionedSecretStoreContract {

  private final FakeAws aws =
      new FakeAws()
          .with(
              "secretsmanager", AwsService.ofJson(new FakeSecretsManager(() -> clock().instant())));

  @AfterEach
  void stop() {
    aws.close();
  }

  @Override
  protected SecretStore open(PluginContext context) {
    return SecretsManagerStores.open(
        aws.endpoint(), Map.of("secret.erp", "SPAPIAppCredentials-x7"), pause -> {}, context);
  }

  /** Members are text. */
  @Override
  public boolean holdsAnyBytes() {
    return false;
  }

  /** A version of the secret is a version of both: see the store's doc comment. */
  @Override
  public void anUnknownVersionIsEmpty() {}
}
