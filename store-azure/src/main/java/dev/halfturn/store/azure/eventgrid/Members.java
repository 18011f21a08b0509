// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import java.util.Map;

/** Members of objects that somebody else has written. */
final class Members {

  private Members() {}

  /** None, if it is no object. */
  static Map<?, ?> of(Object value) {
    return value instanceof Map<?, ?> members ? members : Map.of();
  }
}
