// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param headers besides those that every answer has
 * @param body JSON, or nothing
 */
public record VaultReply(int status, Map<String, String> headers, String body) {

  /** An answer of JSON. */
  public static VaultReply json(int status, Map<String, ?> body) {
    return new VaultReply(status, Map.of(), text(body));
  }

  static VaultReply empty(int status) {
    return new VaultReply(status, Map.of(), "");
  }

  /** The same with one more header. */
  public VaultReply with(String header, String value) {
    return new VaultReply(status, Map.of(header, value), body);
  }

  private static String text(Map<String, ?> body) {
    try {
      return JSON.std.asString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the body, which may hold a secret. */
  @Override
  public String toString() {
    return String.valueOf(status);
  }
}
