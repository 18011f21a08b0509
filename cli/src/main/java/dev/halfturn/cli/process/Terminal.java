// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.process;

import java.util.Optional;

/** The person at the keyboard, if there is one. */
public interface Terminal {

  /** Whether questions can be asked: both input and output are a terminal. */
  boolean canAsk();

  /** Whether standard output is a terminal, where a secret would stay on the screen. */
  boolean showsOutput();

  /** Asks for a line; empty at the end of input. Only if {@link #canAsk()}. */
  Optional<String> ask(String prompt);

  /** Asks without showing what is typed; empty at the end of input. Only if {@link #canAsk()}. */
  Optional<char[]> askHidden(String prompt);

  /** Nobody. */
  static Terminal none() {
    return new Terminal() {
      @Override
      public boolean canAsk() {
        return false;
      }

      @Override
      public boolean showsOutput() {
        return false;
      }

      @Override
      public Optional<String> ask(String prompt) {
        throw new IllegalStateException("nobody to ask");
      }

      @Override
      public Optional<char[]> askHidden(String prompt) {
        throw new IllegalStateException("nobody to ask");
      }
    };
  }
}
