// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;

/** A second opinion on the protocol; skipped where there is none. */
@EnabledIf("dev.halfturn.testbed.aws.Moto#isInstalled")
class MotoSnsTest extends SnsContract {

  private static MotoBed moto;

  @BeforeAll
  static void start() {
    moto = new MotoBed();
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  @BeforeEach
  void forgetEverything() {
    moto.reset();
  }

  @Override
  SnsBed sns() {
    return moto;
  }
}
