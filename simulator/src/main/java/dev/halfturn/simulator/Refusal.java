// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

/** Leaves the handling of a request at the point where Amazon says no. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  Refusal(Answer answer) {
    super(answer.toString(), null, false, false);
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }
}
