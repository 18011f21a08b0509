// SPDX-License-Identifier: Apache-2.0
/** Notices through Amazon SNS, as a plug-in of Halfturn. */
module dev.halfturn.notifier.sns {
  requires com.fasterxml.jackson.jr.ob;
  requires dev.halfturn.spi;
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.urlconnection;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries.api;
  requires software.amazon.awssdk.services.sns;

  provides dev.halfturn.spi.NotifierFactory with
      dev.halfturn.notifier.sns.SnsNotifierFactory;
}
