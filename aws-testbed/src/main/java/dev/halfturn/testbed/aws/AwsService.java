// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import java.util.Map;

/** One service of AWS, played. Calls come one at a time. */
@FunctionalInterface
public interface AwsService {

  /**
   * Answers a call.
   *
   * @throws AwsError to refuse it
   */
  AwsReply answer(AwsRequest request);

  /** The operations of a service that takes and gives JSON. */
  @FunctionalInterface
  interface Operations {
    Map<String, ?> call(String operation, Map<String, Object> input);
  }

  /** A service that takes and gives JSON, an operation at a time. */
  static AwsService ofJson(Operations operations) {
    return request -> AwsReply.json(operations.call(request.operation(), request.json()));
  }
}
