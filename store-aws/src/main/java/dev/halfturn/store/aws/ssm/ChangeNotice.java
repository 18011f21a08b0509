// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import java.util.List;
import software.amazon.awssdk.services.ssm.model.ParameterInlinePolicy;

/**
 * The one policy of a parameter that is ever set: it tells EventBridge that the parameter was not
 * changed for some days. It takes nothing away.
 *
 * @param days since the last change
 */
record ChangeNotice(int days) {

  private static final String TYPE = "NoChangeNotification";

  /** As SSM is given it: text that holds JSON. */
  String json() {
    return "[{\"Type\":\""
        + TYPE
        + "\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\""
        + days
        + "\",\"Unit\":\"Days\"}}]";
  }

  /** Whether a parameter has a policy of this kind, whatever its days. */
  static boolean isAmong(List<ParameterInlinePolicy> policies) {
    return policies.stream().anyMatch(policy -> TYPE.equals(policy.policyType()));
  }
}
