// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import java.util.Map;

class SlackContractTest extends WebhookContract {

  SlackContractTest() {
    super("slack");
  }

  @Override
  String shown(Map<String, Object> body) {
    return Shown.ofSlack(body);
  }
}
