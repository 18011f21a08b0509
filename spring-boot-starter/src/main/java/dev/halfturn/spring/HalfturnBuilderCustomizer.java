// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.Halfturn;

/**
 * A bean that has the last word on how Halfturn is opened. Several are called in their order, once.
 *
 * <p>Who wants to be told of something should not set a listener here, which would take the place
 * of the one that health and figures are made from, but be a bean of the listener's type.
 */
@FunctionalInterface
public interface HalfturnBuilderCustomizer {

  /** Changes how Halfturn is going to be opened. Must not open it. */
  void customize(Halfturn.Builder builder);
}
