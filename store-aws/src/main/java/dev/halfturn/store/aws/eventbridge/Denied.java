// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.aws.call.AwsFailure;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What these credentials may not look at, and need not. */
final class Denied {

  private Denied() {}

  static boolean is(AwsServiceException refusal) {
    return AwsFailure.of("", "", refusal).code() == ErrorCode.PERMISSION_DENIED;
  }

  static Part.Finding finding(Calls calls) {
    return Part.Finding.of(
        State.UNKNOWN, "nobody could look: allow these credentials " + calls.lastRight());
  }
}
