// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.spi.HalfturnException;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why a store, a notifier or whatever else Halfturn opens cannot be opened. */
final class OpeningFailureAnalyzer extends AbstractFailureAnalyzer<HalfturnException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, HalfturnException cause) {
    if (!comesFromOpening(rootFailure)) {
      return null; // of a call that the application makes itself, it wants to see where
    }
    return new FailureAnalysis(
        "Halfturn was not opened: " + cause.code() + ": " + cause.getMessage(),
        cause.hint().map(hint -> "hint: " + hint).orElse(null),
        cause);
  }

  private static boolean comesFromOpening(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BeanCreationException creation
          && HalfturnAutoConfiguration.HALFTURN.equals(creation.getBeanName())) {
        return true;
      }
    }
    return false;
  }
}
