// SPDX-License-Identifier: Apache-2.0
package com.example.lambda;

import java.util.Map;
import java.util.Optional;

/** What a function is told by whoever calls it. */
final class Events {

  private Events() {}

  /** A member that is a text; empty if there is none of that name. */
  static Optional<String> text(Map<String, Object> event, String member) {
    Object value = event == null ? null : event.get(member);
    if (value == null || value instanceof String) {
      return Optional.ofNullable((String) value);
    }
    throw FunctionFailure.because("INVALID_ARGUMENT: the event's " + member + " is no text");
  }
}
