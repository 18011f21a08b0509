// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.http;

import java.util.Map;
import java.util.Objects;

/**
 * What is sent back.
 *
 * @param status of HTTP
 * @param type media type
 * @param body all of it
 * @param headers besides those that every answer has
 */
public record Answer(int status, String type, String body, Map<String, String> headers) {

  private static final String TEXT = "text/plain; charset=utf-8";

  public Answer {
    Objects.requireNonNull(type);
    Objects.requireNonNull(body);
    headers = Map.copyOf(headers);
  }

  /** What was asked for. */
  public static Answer ok(String type, String body) {
    return new Answer(200, type, body, Map.of());
  }

  /** One line of text. */
  public static Answer line(int status, String line) {
    return line(status, line, Map.of());
  }

  static Answer line(int status, String line, Map<String, String> headers) {
    return new Answer(status, TEXT, line + "\n", headers);
  }

  @Override
  public String toString() {
    return "Answer[" + status + ", " + type + "]";
  }
}
