// SPDX-License-Identifier: Apache-2.0
/** New client secrets from Amazon's Application Management API, as a plug-in of Halfturn. */
module dev.halfturn.rotator.spapi {
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.jr.ob;
  requires dev.halfturn.spi;
  requires java.logging;
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.urlconnection;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries.api;
  requires software.amazon.awssdk.services.sqs;

  provides dev.halfturn.spi.SecretIssuerFactory with
      dev.halfturn.rotator.spapi.SpapiIssuerFactory;
}
