// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.Registration;

/** That events are published of changed secrets, as long as the application runs. */
record RotationNews(Registration registration) implements AutoCloseable {

  @Override
  public void close() {
    registration.close();
  }
}
