// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** What is there, or is not. */
final class Found {

  private Found() {}

  /** A resource by its path; empty if there is none. */
  static Optional<Map<String, Object>> at(Calls calls, String service, String right, String path) {
    try {
      return Optional.of(calls.get(service, right, path));
    } catch (UncheckedIOException e) {
      if (Part.isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether a resource bears the label of what was made here. */
  static boolean isOurs(Map<String, Object> resource) {
    return resource.get("labels") instanceof Map<?, ?> labels
        && LABEL_VALUE.equals(labels.get(LABEL));
  }

  private static final String LABEL = "managed-by";
  private static final String LABEL_VALUE = "halfturn";

  static Map<String, String> label() {
    return Map.of(LABEL, LABEL_VALUE);
  }
}
