// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Events as they were recorded. */
final class Recorded {

  private Recorded() {}

  static String event(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream("/events/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
