// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.util.List;

/** What is run around a promotion, on the thread that rotates. Thread-safe. */
public interface RotationHooks {

  /** Runs nothing. */
  RotationHooks NONE =
      new RotationHooks() {
        @Override
        public List<HookRun> before(HookFacts facts) {
          return List.of();
        }

        @Override
        public List<HookRun> deploy(HookFacts facts) {
          return List.of();
        }

        @Override
        public List<HookRun> after(HookFacts facts) {
          return List.of();
        }
      };

  /**
   * Called before a new secret is asked for, and before one is put in the current one's place: may
   * be called several times for one rotation.
   *
   * @return what was run, in order; all of it went well
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code HOOK_FAILED},
   *     naming the hook, if what was to be done must not be done now
   */
  List<HookRun> before(HookFacts facts);

  /**
   * Called once the new secret is the current one and was read back: whoever holds a copy of the
   * old one is to get the new one. Called at least once for each promotion. Throws nothing; a
   * failure is in what it returns, and keeps the rest from nothing.
   *
   * @return what was run, in order
   */
  List<HookRun> deploy(HookFacts facts);

  /** Called when all is done, at most once for each promotion; otherwise as {@link #deploy}. */
  List<HookRun> after(HookFacts facts);
}
