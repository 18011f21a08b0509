// SPDX-License-Identifier: Apache-2.0
import dev.halfturn.internal.notifier.LogNotifierFactory;
import dev.halfturn.internal.scheduler.LocalSchedulerFactory;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.SecretIssuerFactory;
import dev.halfturn.spi.SecretStoreFactory;

/**
 * Halfturn without its plug-ins: tokens, tracking and rotation of client secrets over any store.
 */
module dev.halfturn {
  requires transitive dev.halfturn.spi;
  requires transitive java.net.http;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.jr.ob;
  requires dev.failsafe.core;
  requires java.logging;
  requires org.slf4j;

  exports dev.halfturn;
  exports dev.halfturn.audit;
  exports dev.halfturn.endpoint;
  exports dev.halfturn.http;
  exports dev.halfturn.plugin;
  exports dev.halfturn.rotation;
  exports dev.halfturn.secrets;
  exports dev.halfturn.spapi;
  exports dev.halfturn.token;

  uses ExpirySchedulerFactory;
  uses NotifierFactory;
  uses SecretIssuerFactory;
  uses SecretStoreFactory;

  provides ExpirySchedulerFactory with
      LocalSchedulerFactory;
  provides NotifierFactory with
      LogNotifierFactory;
}
