// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A secret with all its versions, which live and die together. */
final class VaultSecret {

  /** Whether it is there. */
  enum State {
    THERE(""),
    BEING_DELETED("ObjectIsBeingDeleted"),
    DELETED("ObjectIsDeletedButRecoverable"),
    BEING_RECOVERED("ObjectIsBeingRecovered");

    private final String inner;

    State(String inner) {
      this.inner = inner;
    }

    /** What a refusal calls it. */
    String inner() {
      return inner;
    }
  }

  final String name;
  final List<VaultVersion> versions = new ArrayList<>();
  State state = State.THERE;
  Instant deleted = Instant.EPOCH;
  private int callsLeft;

  VaultSecret(String name) {
    this.name = name;
  }

  /** Enters a state that some calls later becomes another. */
  void begin(State passing, int calls) {
    state = passing;
    callsLeft = calls;
    settle();
  }

  /** One more call was made. */
  void pass() {
    callsLeft--;
    settle();
  }

  private void settle() {
    if (callsLeft <= 0) {
      state =
          switch (state) {
            case BEING_DELETED -> State.DELETED;
            case BEING_RECOVERED -> State.THERE;
            default -> state;
          };
    }
  }

  VaultVersion current() {
    return versions.get(versions.size() - 1);
  }
}
