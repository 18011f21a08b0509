// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import java.util.Map;

class CloudEventsContractTest extends WebhookContract {

  CloudEventsContractTest() {
    super("cloudevents");
  }

  @Override
  String shown(Map<String, Object> body) {
    return Shown.ofCloudEvent(body);
  }
}
