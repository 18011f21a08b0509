// SPDX-License-Identifier: Apache-2.0
/** Stores on AWS, as plug-ins of Halfturn. */
module dev.halfturn.store.aws {
  requires com.fasterxml.jackson.jr.ob;
  requires dev.halfturn.spi;
  requires java.xml;
  requires org.slf4j;
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.auth.aws;
  requires software.amazon.awssdk.http.auth.spi;
  requires software.amazon.awssdk.identity.spi;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries;
  requires software.amazon.awssdk.retries.api;
  requires software.amazon.awssdk.services.ssm;
  requires software.amazon.awssdk.utils;

  provides dev.halfturn.spi.ExpirySchedulerFactory with
      dev.halfturn.store.aws.eventbridge.EventBridgeSchedulerFactory;
  provides dev.halfturn.spi.SecretStoreFactory with
      dev.halfturn.store.aws.secretsmanager.SecretsManagerStoreFactory,
      dev.halfturn.store.aws.ssm.SsmSecretStoreFactory;
}
