// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import java.util.List;

/**
 * A plug-in and the tests that hold it to the contracts of its kind.
 *
 * @param name as the configuration calls it
 */
record Conforming(String name, ContractRun contract, ContractRun factory) {

  /** A test class of a module: its full name, and that of the test of the factory. */
  record Tests(String name, String module, String contract, String factory) {
    Conforming run() {
      BuiltModule built = BuiltModule.named(module);
      return new Conforming(name, ContractRun.of(built, contract), ContractRun.of(built, factory));
    }
  }

  /** The first is the reference. */
  static final List<Tests> STORES =
      List.of(
          tests("memory", "testkit", "dev.halfturn.testkit.InMemorySecretStore", "Test"),
          tests("file", "store-file", "dev.halfturn.store.file.FileSecretStore", "ContractTest"),
          new Tests(
              "aws-ssm",
              "store-aws",
              "dev.halfturn.store.aws.ssm.SsmContractTest",
              "dev.halfturn.store.aws.ssm.SsmSecretStoreFactoryTest"),
          tests(
              "aws-secrets-manager",
              "store-aws",
              "dev.halfturn.store.aws.secretsmanager.SecretsManagerStore",
              "Test"),
          new Tests(
              "azure-key-vault",
              "store-azure",
              "dev.halfturn.store.azure.keyvault.KeyVaultContractTest",
              "dev.halfturn.store.azure.keyvault.KeyVaultStoreFactoryTest"),
          new Tests(
              "gcp-secret-manager",
              "store-gcp",
              "dev.halfturn.store.gcp.secretmanager.SecretManagerContractTest",
              "dev.halfturn.store.gcp.secretmanager.SecretManagerStoreFactoryTest"));

  static final List<Tests> SCHEDULERS =
      List.of(
          scheduler("local", "core", "dev.halfturn.internal.scheduler.Local"),
          scheduler(
              "aws-eventbridge", "store-aws", "dev.halfturn.store.aws.eventbridge.EventBridge"),
          scheduler(
              "azure-event-grid", "store-azure", "dev.halfturn.store.azure.eventgrid.EventGrid"),
          scheduler("gcp-pubsub", "store-gcp", "dev.halfturn.store.gcp.pubsub.PubSub"));

  private static Tests tests(String name, String module, String stem, String contract) {
    return new Tests(name, module, stem + contract, stem + "FactoryTest");
  }

  /** One class tests both. */
  private static Tests scheduler(String name, String module, String stem) {
    String test = stem + "SchedulerContractTest";
    return new Tests(name, module, test, test);
  }
}
