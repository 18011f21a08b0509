// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be done at the end, in reverse. Thread-safe. */
final class Closing {

  private final Deque<Runnable> steps = new ArrayDeque<>();

  synchronized void add(Runnable step) {
    steps.push(step);
  }

  /** Does all of it, whatever fails: the first failure is thrown, with the others. Idempotent. */
  synchronized void run() {
    Failure failure = new Failure();
    while (!steps.isEmpty()) {
      failure.of(steps.pop());
    }
    failure.rethrow();
  }

  /** Does all of it because of a failure, which is going to be thrown. */
  void runAfter(Throwable failure) {
    try {
      run();
    } catch (RuntimeException | Error e) {
      failure.addSuppressed(e);
    }
  }

  /** The first of several failures. */
  private static final class Failure {
    private Throwable first;

    void of(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }

    void rethrow() {
      if (first instanceof Error error) {
        throw error;
      }
      if (first != null) {
        throw (RuntimeException) first;
      }
    }
  }
}
