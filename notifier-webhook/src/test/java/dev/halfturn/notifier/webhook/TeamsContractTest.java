// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import java.util.Map;

class TeamsContractTest extends WebhookContract {

  TeamsContractTest() {
    super("teams");
  }

  @Override
  String shown(Map<String, Object> body) {
    return Shown.ofTeams(body);
  }
}
