// SPDX-License-Identifier: Apache-2.0
package com.example.function;

import dev.halfturn.spi.HalfturnException;

/**
 * What Google writes into the log of a function that fails: code,
 * reason, message, hint. None of them holds a secret; a cause, whose text might, is left out.
 */
public final class FunctionFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private FunctionFailure(String text) {
    super(text, null, false, false);
  }

  static FunctionFailure of(RuntimeException e) {
    return new FunctionFailure(text(e));
  }

  static FunctionFailure because(String text) {
    return new FunctionFailure(text);
  }

  static String text(RuntimeException e) {
    if (e instanceof HalfturnException known) {
      return known.code()
          + "/"
          + known.reason()
          + ": "
          + known.getMessage()
          + known.hint().map(hint -> "; " + hint).orElse("");
    }
    return "INTERNAL: failed with " + e.getClass().getName(); // its text may quote anything
  }
}
