// SPDX-License-Identifier: Apache-2.0
package com.example.function;

import com.google.cloud.functions.CloudEventsFunction;
import io.cloudevents.CloudEvent;

/** The function as Google makes it, on the Halfturn of the test that runs. */
public final class InvokedFunction implements CloudEventsFunction {

  static volatile CheckFunction running;

  @Override
  public void accept(CloudEvent event) {
    running.accept(event);
  }
}
