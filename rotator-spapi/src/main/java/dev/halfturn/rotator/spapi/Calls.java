// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.ProvisionedStep.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls of one step, written down. In a dry run those that change something are not made. */
final class Calls {

  private final boolean dryRun;
  private final List<Call> calls = new ArrayList<>();

  Calls(boolean dryRun) {
    this.dryRun = dryRun;
  }

  List<Call> all() {
    return calls;
  }

  /** Says that something is asked. */
  void asks(String operation, Map<String, ?> input) {
    calls.add(new Call("sqs " + operation, text(input), true));
  }

  /** Says that something is changed; returns whether it is to be done. */
  boolean changes(String operation, Map<String, ?> input) {
    calls.add(new Call("sqs " + operation, text(input), !dryRun));
    return !dryRun;
  }

  static String text(Object value) {
    try {
      return JSON.std.asString(value);
    } catch (IOException e) {
      throw new IllegalStateException("maps, lists and texts can be written", e);
    }
  }
}
