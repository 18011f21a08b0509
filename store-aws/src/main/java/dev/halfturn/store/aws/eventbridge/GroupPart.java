// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.aws.call.AwsFailure;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The group in which the schedules lie. */
record GroupPart(String group) implements Part {

  /** It is always there, and cannot be taken away. */
  static final String DEFAULT = "default";

  @Override
  public String name() {
    return "group of schedules " + group;
  }

  @Override
  public String service() {
    return Schedules.SERVICE;
  }

  @Override
  public Finding look(Calls calls) {
    try {
      return "ACTIVE".equals(calls.get("scheduler", "GetScheduleGroup", path()).get("State"))
          ? Finding.inOrder()
          : Finding.of(State.DIFFERENT, "it is being deleted: try again in a minute");
    } catch (AwsServiceException e) {
      if (isNotFound(e)) {
        return Finding.missing();
      }
      throw e;
    }
  }

  static boolean isNotFound(AwsServiceException refusal) {
    return AwsFailure.name(refusal).equals("ResourceNotFoundException");
  }

  private String path() {
    return "/schedule-groups/" + group;
  }

  @Override
  public void mend(Calls calls) {
    try {
      calls.send("scheduler", "CreateScheduleGroup", "POST", path(), Map.of());
    } catch (AwsServiceException e) {
      if (!AwsFailure.name(e).equals("ConflictException")) {
        throw e; // else somebody was faster
      }
    }
  }

  /** With a group, everything in it vanishes: so only an empty one is taken away. */
  @Override
  public Finding remove(Calls calls) {
    if (group.equals(DEFAULT)) {
      return Finding.of(State.KEPT);
    }
    try {
      calls.get("scheduler", "GetScheduleGroup", path());
      List<String> others =
          WakeUpsPart.names(calls, group, "").stream()
              .filter(name -> !name.startsWith(ScheduleName.PREFIX))
              .toList();
      if (!others.isEmpty()) {
        return Finding.of(State.KEPT, "schedules of others lie in it");
      }
      calls.send("scheduler", "DeleteScheduleGroup", "DELETE", path(), Map.of());
      return Finding.of(State.REMOVED);
    } catch (AwsServiceException e) {
      if (isNotFound(e)) {
        return Finding.of(State.ABSENT);
      }
      throw e;
    }
  }
}
