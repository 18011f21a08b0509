// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What arrives, as it arrives. */
final class Shapes {

  private Shapes() {}

  static String text(String name) {
    try (InputStream in = Shapes.class.getResourceAsStream(name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message of a shape that was pulled. */
  @SuppressWarnings("unchecked") // JSON has names that are texts
  static Map<String, Object> message(String name) {
    try {
      return (Map<String, Object>) JSON.std.mapFrom(text(name)).get("message");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
