// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import java.util.Map;

/** What a service refuses by. */
public final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  public AwsError(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** The usual kind: status 400. */
  public static AwsError of(String code, String message) {
    return new AwsError(400, code, message);
  }

  public String code() {
    return code;
  }

  AwsReply json() {
    return AwsReply.json(status, Map.of("__type", code, "message", getMessage()));
  }

  AwsReply xml() {
    return AwsReply.xml(
        status,
        "<ErrorResponse><Error><Type>Sender</Type><Code>"
            + code
            + "</Code><Message>"
            + getMessage()
            + "</Message></Error><RequestId>0</RequestId></ErrorResponse>");
  }
}
