// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param body as text
 */
public record AwsReply(int status, String contentType, String body) {

  /** A success in JSON. */
  public static AwsReply json(Map<String, ?> body) {
    return json(200, body);
  }

  /** Anything in JSON. */
  public static AwsReply json(int status, Map<String, ?> body) {
    try {
      return new AwsReply(status, "application/x-amz-json-1.1", JSON.std.asString(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Anything in XML. */
  public static AwsReply xml(int status, String body) {
    return new AwsReply(status, "text/xml", body);
  }
}
