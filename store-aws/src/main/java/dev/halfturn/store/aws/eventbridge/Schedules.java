// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.call.AwsFailure;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The schedules of EventBridge Scheduler, one to an application, each for one moment. Thread-safe.
 */
final class Schedules {

  /** How messages call the service. */
  static final String SERVICE = "EventBridge Scheduler";

  private static final int ATTEMPTS = 2;
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("'at('uuuu-MM-dd'T'HH:mm:ss')'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final String owner;
  private final AwsCall aws;
  private final String group;
  private final Arn target;
  private final Arn role;
  private final RandomGenerator random;

  Schedules(String owner, AwsCall aws, String group, Arn target, Arn role, RandomGenerator random) {
    this.owner = owner;
    this.aws = aws;
    this.group = group;
    this.target = target;
    this.role = role;
    this.random = random;
  }

  /**
   * Sets the moment of an application, in place of an earlier one. Whatever of it had been done
   * when an answer was lost, doing it again ends with one schedule.
   *
   * @param at whole seconds, to come
   */
  void put(String app, Instant at) {
    String token = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    Map<String, Object> schedule = schedule(app, at, token);
    repeatedly(() -> createOrUpdate(path(app), schedule));
  }

  /** Takes away the schedule of an application; that there is none is no error. */
  void remove(String app) {
    repeatedly(
        () -> {
          try {
            aws.rest("scheduler", "DELETE", path(app) + "?groupName=" + group, Map.of());
          } catch (AwsServiceException e) {
            if (!isNotFound(e)) {
              throw e;
            }
          }
        });
  }

  private void createOrUpdate(String path, Map<String, Object> schedule) {
    try {
      aws.rest("scheduler", "POST", path, schedule);
    } catch (AwsServiceException e) {
      if (!AwsFailure.name(e).equals("ConflictException")) {
        throw e;
      }
      update(path, schedule);
    }
  }

  private void update(String path, Map<String, Object> schedule) {
    try {
      aws.rest("scheduler", "PUT", path, schedule);
    } catch (AwsServiceException e) {
      if (!isNotFound(e)) {
        throw e;
      }
      aws.rest("scheduler", "POST", path, schedule); // its moment came, and it has gone
    }
  }

  private void repeatedly(Runnable call) {
    for (int attempt = 1; ; attempt++) {
      try {
        call.run();
        return;
      } catch (SdkException e) {
        if (attempt == ATTEMPTS || !mayHaveBeenDone(e)) {
          throw failure(e);
        }
      }
    }
  }

  /** An answer that was lost, or a server that broke down over it. */
  private static boolean mayHaveBeenDone(SdkException failure) {
    return failure instanceof AwsServiceException refusal
        ? refusal.statusCode() >= 500
        : !(failure instanceof AbortedException || failure instanceof ApiCallTimeoutException);
  }

  private HalfturnException failure(SdkException failure) {
    if (failure instanceof AwsServiceException refusal && isNotFound(refusal)) {
      return new HalfturnException(
          Problem.of(ErrorCode.NOT_FOUND, owner + " finds no group of schedules '" + group + "'")
              .withHint("make it: halfturn scheduler apply"));
    }
    return AwsFailure.of(owner, SERVICE, failure);
  }

  private static boolean isNotFound(AwsServiceException refusal) {
    return AwsFailure.name(refusal).equals("ResourceNotFoundException");
  }

  private static String path(String app) {
    return "/schedules/" + ScheduleName.of(app);
  }

  private Map<String, Object> schedule(String app, Instant at, String token) {
    Map<String, Object> schedule = new LinkedHashMap<>();
    schedule.put("ActionAfterCompletion", "DELETE");
    schedule.put("ClientToken", token);
    schedule.put("Description", "wakes Halfturn for " + app);
    schedule.put("FlexibleTimeWindow", Map.of("Mode", "OFF"));
    schedule.put("GroupName", group);
    schedule.put("ScheduleExpression", AT.format(at));
    schedule.put("ScheduleExpressionTimezone", "UTC");
    schedule.put("State", "ENABLED");
    schedule.put(
        "Target",
        Map.of("Arn", target.text(), "RoleArn", role.text(), "Input", WakeUpText.of(app)));
    return schedule;
  }
}
