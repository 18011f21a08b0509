// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

  private final List<String> done = new ArrayList<>();
  private final Closing closing = new Closing();

  private void fails(RuntimeException failure) {
    closing.add(
        () -> {
          throw failure;
        });
  }

  @Test
  void goesBackwardsOnce() {
    closing.add(() -> done.add("first"));
    closing.add(() -> done.add("second"));

    closing.run();
    closing.run();

    assertThat(done).containsExactly("second", "first");
  }

  @Test
  void doesTheRestWhateverFails() {
    closing.add(() -> done.add("first"));
    fails(new IllegalStateException("later"));
    closing.add(
        () -> {
          throw new AssertionError("sooner");
        });

    Throwable failure = catchThrowable(closing::run);

    assertThat(done).containsExactly("first");
    assertThat(failure).isInstanceOf(AssertionError.class).hasMessage("sooner");
    assertThat(failure.getSuppressed()).hasSize(1);
  }

  @Test
  void addsItsFailureToTheOneItIsBecauseOf() {
    fails(new IllegalStateException("closing"));
    Throwable cause = new IllegalStateException("opening");

    closing.runAfter(cause);

    assertThat(cause.getSuppressed()).hasSize(1);
  }
}
