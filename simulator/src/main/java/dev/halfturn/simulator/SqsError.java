// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

/** Errors of SQS. */
final class SqsError {

  private SqsError() {}

  static Answer answer(int status, String code, String message) {
    return Answer.json(
            status, Json.object("__type", "com.amazonaws.sqs#" + code, "message", message))
        .with("Content-Type", SqsFace.JSON)
        .with(Trace.NONE.withError(code));
  }

  static Refusal refusal(String code, String message) {
    return new Refusal(answer(400, code, message));
  }

  /** By the name that it had in the protocol before this one, which clients still go by. */
  static Refusal noSuchQueue() {
    return new Refusal(
        answer(400, "QueueDoesNotExist", "The specified queue does not exist.")
            .with("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender"));
  }
}
