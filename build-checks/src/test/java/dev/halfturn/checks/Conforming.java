// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import java.util.List;

/**
 * A plug-in and the tests that hold it to the contracts of its kind.
 *
 * @param name as the configuration calls it, with the form it writes where there are several
 */
record Conforming(String name, ContractRun contract, ContractRun factory) {

  /** A test class of a module: its full name, and that of the test of the factory. */
  record Tests(String name, String module, String contract, String factory) {
    /** As the configuration calls the plug-in. */
    String plugin() {
      return name.replaceFirst(":.*", "");
    }

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

  /** The first is the reference. What a notifier writes in several forms is tested in each. */
  static final List<Tests> NOTIFIERS =
      List.of(
          tests("recording", "testkit", "dev.halfturn.testkit.RecordingNotifier", "Test"),
          both("log", "core", "dev.halfturn.internal.notifier.LogNotifierTest"),
          tests("smtp", "notifier-smtp", "dev.halfturn.notifier.smtp.SmtpNotifier", "ContractTest"),
          both("aws-sns", "notifier-sns", "dev.halfturn.notifier.sns.SnsNotifierContractTest"),
          webhook("webhook", "CloudEvents"),
          webhook("webhook: slack", "Slack"),
          webhook("webhook: teams", "Teams"));

  /** The first is the reference. */
  static final List<Tests> ISSUERS =
      List.of(
          tests("memory", "testkit", "dev.halfturn.testkit.InMemorySecretIssuer", "Test"),
          both("spapi", "rotator-spapi", "dev.halfturn.rotator.spapi.SpapiIssuerContractTest"));

  private static Tests tests(String name, String module, String stem, String contract) {
    return new Tests(name, module, stem + contract, stem + "FactoryTest");
  }

  private static Tests scheduler(String name, String module, String stem) {
    return both(name, module, stem + "SchedulerContractTest");
  }

  private static Tests webhook(String name, String format) {
    return both(
        name, "notifier-webhook", "dev.halfturn.notifier.webhook." + format + "ContractTest");
  }

  /** One class tests both. */
  private static Tests both(String name, String module, String test) {
    return new Tests(name, module, test, test);
  }
}
