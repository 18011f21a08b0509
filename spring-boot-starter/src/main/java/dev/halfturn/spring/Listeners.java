// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Beans that are told something: what one of them throws is logged, and stops nothing. */
final class Listeners {

  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private Listeners() {}

  static <T> void tell(List<T> all, Consumer<T> what) {
    for (T one : all) {
      try {
        what.accept(one);
      } catch (RuntimeException e) { // its text may quote anything
        log.warn("listener {} failed with {}", one.getClass().getName(), e.getClass().getName());
      }
    }
  }
}
