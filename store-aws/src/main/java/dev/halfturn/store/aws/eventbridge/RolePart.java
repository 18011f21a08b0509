// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.aws.call.AwsFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** In which EventBridge Scheduler wakes. It is never ours. */
record RolePart(Arn role) implements Part {

  private static final String SCHEDULER = "scheduler.amazonaws.com";

  @Override
  public String name() {
    return "role " + role.text();
  }

  @Override
  public String service() {
    return "IAM";
  }

  @Override
  public Finding look(Calls calls) {
    try {
      String trust =
          calls
              .ask("iam", "GetRole", Map.of("RoleName", role.name()))
              .text("AssumeRolePolicyDocument")
              .orElse("");
      PolicyDocument policy = PolicyDocument.of(URLDecoder.decode(trust, StandardCharsets.UTF_8));
      return policy.statements().stream().anyMatch(RolePart::letsTheSchedulerIn)
          ? Finding.inOrder()
          : Finding.of(
              State.DIFFERENT,
              "let " + SCHEDULER + " assume it: sts:AssumeRole in its trust policy");
    } catch (AwsServiceException e) {
      if (AwsFailure.name(e).equals("NoSuchEntity")) {
        return Finding.of(State.MISSING, "make it, or set role-arn to one that is there");
      }
      if (Denied.is(e)) {
        return Denied.finding(calls);
      }
      throw e;
    } catch (SdkClientException e) {
      return Finding.of(State.UNKNOWN, "nobody could look: IAM cannot be reached from here");
    }
  }

  private static boolean letsTheSchedulerIn(Object statement) {
    if (!(statement instanceof Map<?, ?> map)
        || !"Allow".equals(map.get("Effect"))
        || !(map.get("Principal") instanceof Map<?, ?> principal)) {
      return false;
    }
    Object services = principal.get("Service");
    return services instanceof List<?> list ? list.contains(SCHEDULER) : SCHEDULER.equals(services);
  }
}
