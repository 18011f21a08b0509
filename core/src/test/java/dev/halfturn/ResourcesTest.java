// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {

  private final Resources resources = new Resources();
  private final List<String> closed = new ArrayList<>();

  @Test
  void closesInReverseAndOnce() {
    resources.add(() -> closed.add("first"));
    resources.add(() -> closed.add("second"));
    resources.close();
    resources.close();
    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void closesTheRestWhateverFailsAndTellsAllFailures() {
    resources.add(() -> closed.add("first"));
    resources.add(
        () -> {
          throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "not durable"));
        });
    resources.add(
        () -> {
          throw new IOException("canary");
        });
    assertThatThrownBy(resources::close)
        .isInstanceOf(HalfturnException.class)
        .hasMessage("closing failed with java.io.IOException")
        .hasNoCause()
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("not durable"));
    assertThat(closed).containsExactly("first");
    resources.close();
  }

  @Test
  void afterAFailureItsFailuresAreSuppressedInThat() {
    resources.add(() -> closed.add("first"));
    resources.add(
        () -> {
          throw new IllegalStateException("canary");
        });
    Exception failure = new IllegalArgumentException("why");
    resources.closeAfter(failure);
    assertThat(closed).containsExactly("first");
    assertThat(failure.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("closing failed with java.lang.IllegalStateException");
  }
}
