// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** JSON within the texts of JSON. */
final class FakeJson {

  private FakeJson() {}

  static List<Object> list(String text) {
    try {
      return JSON.std.listFrom(text);
    } catch (IOException e) {
      throw AwsError.of("ValidationException", "not a list in JSON");
    }
  }

  static String text(Object value) {
    try {
      return JSON.std.asString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
