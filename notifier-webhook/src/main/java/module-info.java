// SPDX-License-Identifier: Apache-2.0
/** Notices by HTTP, as a plug-in of Halfturn. */
module dev.halfturn.notifier.webhook {
  requires com.fasterxml.jackson.jr.ob;
  requires dev.halfturn.spi;
  requires java.net.http;

  provides dev.halfturn.spi.NotifierFactory with
      dev.halfturn.notifier.webhook.WebhookNotifierFactory;
}
