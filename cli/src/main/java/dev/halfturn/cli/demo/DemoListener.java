// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import dev.halfturn.rotation.RotationListener;
import java.util.Locale;

/** One line for each step of a rotation. */
record DemoListener(DemoScreen screen) implements RotationListener {

  @Override
  public void onStep(Step step) {
    String sign =
        switch (step.result()) {
          case OK -> screen.glyphs().ok();
          case WAITING -> screen.glyphs().ellipsis();
          case REFUSED -> screen.glyphs().failed();
        };
    String phase = step.phase().name().toLowerCase(Locale.ROOT);
    screen.line(phase + " ".repeat(8 - phase.length()) + sign + " " + step.text());
  }
}
