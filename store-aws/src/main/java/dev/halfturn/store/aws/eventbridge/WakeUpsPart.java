// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ProvisionedStep.State;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The schedules of all applications: made as they are needed, so only taken away here. */
record WakeUpsPart(String group) implements Part {

  @Override
  public String name() {
    return "schedules " + ScheduleName.PREFIX + "... in group " + group;
  }

  @Override
  public String service() {
    return Schedules.SERVICE;
  }

  @Override
  public Finding look(Calls calls) {
    return Finding.inOrder();
  }

  @Override
  public Finding remove(Calls calls) {
    List<String> names = names(calls, group, ScheduleName.PREFIX);
    for (String name : names) {
      delete(calls, name);
    }
    return Finding.of(names.isEmpty() ? State.ABSENT : State.REMOVED);
  }

  private void delete(Calls calls, String name) {
    try {
      calls.send(
          "scheduler",
          "DeleteSchedule",
          "DELETE",
          "/schedules/" + name + "?groupName=" + group,
          Map.of());
    } catch (AwsServiceException e) {
      if (!GroupPart.isNotFound(e)) {
        throw e; // else it has fired meanwhile
      }
    }
  }

  /** The schedules of a group whose names begin so; none if there is no such group. */
  static List<String> names(Calls calls, String group, String prefix) {
    List<String> names = new ArrayList<>();
    String path =
        "/schedules?ScheduleGroup=" + group + (prefix.isEmpty() ? "" : "&NamePrefix=" + prefix);
    String next = "";
    try {
      do {
        Map<String, Object> page = calls.get("scheduler", "ListSchedules", path + next);
        if (page.get("Schedules") instanceof List<?> schedules) {
          schedules.forEach(schedule -> names.add((String) ((Map<?, ?>) schedule).get("Name")));
        }
        next =
            page.get("NextToken") instanceof String token
                ? "&NextToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8)
                : "";
      } while (!next.isEmpty());
    } catch (AwsServiceException e) {
      if (!GroupPart.isNotFound(e)) {
        throw e;
      }
    }
    return names;
  }
}
